/// Text in a command.
enum IMAPString {
  /// In quotation marks (RFC 3501, 4.3); nil for what cannot stand there.
  static func quoted(_ text: String) -> String? {
    guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    return "\""
      + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A folder's name as it travels: modified UTF-7 (RFC 3501, 5.1.3), in quotation marks.
  static func folder(_ name: String) -> String? {
    var (written, foreign) = ("", [UInt16]())
    func settle() {
      guard !foreign.isEmpty else { return }
      written += "&\(base64(foreign.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }))-"
      foreign = []
    }
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0x26:
        settle()
        written += "&-"
      case 0x20...0x7E:
        settle()
        written.unicodeScalars.append(scalar)
      case 0..<0x20, 0x7F...0x9F: return nil
      case _: foreign += Array(String(scalar).utf16)
      }
    }
    settle()
    return quoted(written)
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)
    var (text, bits, count) = ([UInt8](), 0, 0)
    for byte in bytes {
      (bits, count) = (bits << 8 | Int(byte), count + 8)
      while count >= 6 {
        count -= 6
        text.append(letters[bits >> count & 63])
      }
      bits &= (1 << count) - 1
    }
    if count > 0 { text.append(letters[bits << (6 - count) & 63]) }
    return String(decoding: text, as: UTF8.self)
  }
}
