/// The header that makes a browser save what it gets (RFC 6266).
package enum ContentDisposition {
  /// The name twice: for old clients in ASCII, for the others as it is (RFC 8187).
  package static func attachment(named name: String) -> String {
    let plain = ascii(name)
    let header = "attachment; filename=\"\(plain)\""
    return plain.utf8.elementsEqual(name.utf8) ? header : header + "; filename*=UTF-8''" + encoded(name)
  }

  /// What would end the quotation, begin an escape or is not printable ASCII becomes an underscore.
  private static func ascii(_ name: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      let isPlain = (0x20...0x7E).contains(scalar.value) && !["\"", "\\", "%", "/"].contains(scalar)
      plain.append(isPlain ? scalar : "_")
    }
    return String(plain)
  }

  private static func encoded(_ name: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in name.utf8 {
      if isPlain(byte) {
        encoded.append(byte)
      } else {
        encoded += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// `attr-char` of RFC 8187, section 3.2.1.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case _: "!#$&+-.^_`|~".utf8.contains(byte)
    }
  }
}
