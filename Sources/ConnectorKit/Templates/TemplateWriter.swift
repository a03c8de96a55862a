import Foundation
import StrictJSON

/// Where the words of a template stand: each value is written so that it can be nothing else there than a value.
package enum TemplatePlace: Sendable, Equatable {
  /// In a path or a query: all but unreserved characters as `%XX`.
  case address
  /// In a header: of one line.
  case header
  /// Within quotation marks as letters of a string; outside of them as a number, where it is one, or else as a string.
  case json
  /// `application/x-www-form-urlencoded`.
  case form
  case xml
  case plain
}

/// Writes a template with its values, for one place.
struct TemplateWriter {
  private let place: TemplatePlace
  private let values: (String) -> String?
  private(set) var text = ""
  /// In JSON: whether what comes next stands within quotation marks.
  private var isQuoted = false
  private var isEscaped = false

  init(for place: TemplatePlace, _ values: @escaping (String) -> String?) {
    self.place = place
    self.values = values
  }

  mutating func write(_ template: Template) { write(template.pieces) }

  private mutating func write(_ pieces: [Template.Piece]) {
    for piece in pieces {
      switch piece {
      case .words(let words): write(words: words)
      case .value(let name): write(value: values(name) ?? "")
      case .part(let name, let isShownWhereEmpty, let inner):
        if (values(name) ?? "").isEmpty == isShownWhereEmpty { write(inner) }
      }
    }
  }

  private mutating func write(words: String) {
    text += words
    guard place == .json else { return }
    for byte in words.utf8 {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = isQuoted
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      }
    }
  }

  private mutating func write(value: String) {
    switch place {
    case .address, .form: text += Self.percentEncoded(value)
    case .header: text += Self.oneLine(value)
    case .xml: text += Self.xml(value)
    case .plain: text += value
    case .json:
      let string = String(decoding: JSONWriter.bytes(of: .string(value)), as: UTF8.self)
      text += isQuoted ? String(string.dropFirst().dropLast()) : Self.isNumber(value) ? value : string
    }
  }

  /// Whether JSON would read it as a number and write it the same.
  private static func isNumber(_ text: String) -> Bool {
    guard text.utf8.count <= 15, case .number(let number)? = try? JSONReader.read(Array(text.utf8)) else {
      return false
    }
    return JSONWriter.bytes(of: .number(number)).elementsEqual(text.utf8)
  }

  private static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let isUnreserved =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-._~".utf8.contains(byte)
      bytes += isUnreserved ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What would end a line, or is no letter, as a space.
  private static func oneLine(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }

  /// XML 1.0 has no control characters, not even as references.
  private static func xml(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": safe.append(contentsOf: "&lt;".unicodeScalars)
      case ">": safe.append(contentsOf: "&gt;".unicodeScalars)
      case "&": safe.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": safe.append(contentsOf: "&quot;".unicodeScalars)
      case "'": safe.append(contentsOf: "&#39;".unicodeScalars)
      case "\t", "\n", "\r": safe.append(scalar)
      case "\u{00}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": safe.append("\u{FFFD}")
      case _: safe.append(scalar)
      }
    }
    return String(safe)
  }
}

extension Template {
  /// The template with its values. A name without one is left out.
  package func text(for place: TemplatePlace, _ values: @escaping (String) -> String?) -> String {
    var writer = TemplateWriter(for: place, values)
    writer.write(self)
    return writer.text
  }
}
