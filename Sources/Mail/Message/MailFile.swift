import Foundation

/// A file that goes with a mail.
package struct MailFile: Sendable, Equatable {
  package let name: String
  package let mediaType: String
  package let bytes: [UInt8]

  package init(name: String, mediaType: String, bytes: [UInt8]) {
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
  }

  /// A longer name is cut in its middle, so that its line is none too long and its ending stays.
  private static let nameLimit = 60

  /// The part's own headers and its bytes, as base 64 (RFC 2045, 6.8).
  var part: [UInt8] {
    let name = shortName
    // One form alone: programs that know the newer one take the older where they find both.
    let isPlain = name.unicodeScalars.allSatisfy(Self.isPlain)
    let head = """
      Content-Type: \(safeType)\r
      Content-Transfer-Encoding: base64\r
      Content-Disposition: attachment;\r
       \(isPlain ? "filename=\"\(name)\"" : "filename*=UTF-8''\(Self.encoded(name))")\r
      \r

      """
    let text = Data(bytes).base64EncodedString(options: [
      .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
    ])
    return Array((head + text + "\r\n").utf8)
  }

  private var shortName: String {
    let scalars = Array(name.unicodeScalars)
    guard scalars.count > Self.nameLimit else { return name.isEmpty ? "file" : name }
    let kept = scalars.prefix(Self.nameLimit - 17) + ["…"] + scalars.suffix(16)
    return String(String.UnicodeScalarView(kept))
  }

  /// What parts of mails themselves are made of would be read as such.
  private var safeType: String {
    guard let match = mediaType.wholeMatch(of: #/([a-z]+)/[a-z0-9.+-]{1,80}/#), match.1 != "message",
      match.1 != "multipart"
    else { return "application/octet-stream" }
    return mediaType
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": true
    default: false
    }
  }

  /// As RFC 2231, 4 writes what is beyond plain words.
  private static func encoded(_ name: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return name.unicodeScalars.map { scalar in
      isPlain(scalar)
        ? String(scalar) : String(scalar).utf8.map { "%\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
    }.joined()
  }
}
