import Mustache

/// How templates put values into a page: escaped byte by byte.
///
/// The templates' own way goes by characters, and a quotation mark with a combining accent behind it is one character, which
/// is no quotation mark: it would end an attribute.
struct PageText: MustacheContentType {
  /// Every template begins with it.
  static let pragma = "{{% CONTENT_TYPE: \(name)}}\n"
  /// A static is set up once.
  static let isRegistered: Void = MustacheContentTypes.register(PageText(), named: name)
  private static let name = "PAGE"

  func escapeText(_ text: String) -> String { HTML.escaped(text) }
}

package enum HTML {
  /// Text as it stands in an element or in a quoted attribute.
  package static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: isSpecial) else { return text }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(text.utf8.count + 32)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): escaped += "&amp;".utf8
      case UInt8(ascii: "<"): escaped += "&lt;".utf8
      case UInt8(ascii: ">"): escaped += "&gt;".utf8
      case UInt8(ascii: "\""): escaped += "&quot;".utf8
      case UInt8(ascii: "'"): escaped += "&#39;".utf8
      case _: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    case _: false
    }
  }
}
