/// Text as lines of at most 76 plain characters (RFC 2045, 6.7). No byte of it is a control character but the CR LF between
/// the lines, so that no server can see an end of the message, or of a line, where there is none.
package enum QuotedPrintable {
  private static let digits = Array("0123456789ABCDEF".utf8)
  private static let lineLimit = 75

  package static func encoded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var column = 0
    func put(_ piece: [UInt8]) {
      if column + piece.count > lineLimit {
        bytes += Array("=\r\n".utf8)
        column = 0
      }
      bytes += piece
      column += piece.count
    }
    for line in lines(of: text) {
      let utf8 = Array(String(line).utf8)
      for (index, byte) in utf8.enumerated() {
        let isLast = index == utf8.count - 1
        let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D || byte == 0x20 && !isLast
        // A line of one dot ends a message for servers that count badly; a From is altered by old ones.
        let begins = column == 0 || column >= lineLimit
        let isEdge = begins && (byte == 0x2E || byte == 0x46)
        put(isPlain && !isEdge ? [byte] : [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]])
      }
      bytes += [0x0D, 0x0A]
      column = 0
    }
    return bytes
  }

  /// CR LF, CR and LF alone end a line.
  private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
    let scalars = Substring(text.replacing("\r\n", with: "\n")).unicodeScalars
    return scalars.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" }
  }
}
