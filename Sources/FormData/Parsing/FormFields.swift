/// The fields of a form as browsers send it without files: `application/x-www-form-urlencoded` (URL Standard, section 5.1).
package struct FormFields: Sendable, Equatable {
  package enum Refusal: Error, Equatable, Sendable {
    case tooManyFields(limit: Int)
    case notUTF8
    /// A percent sign that begins no escape, at so many bytes from the beginning.
    case badEscape(at: Int)
  }

  /// No form of ours has more.
  package static let limit = 1_000

  /// Every field, in the order in which the browser sent it.
  package let pairs: [(name: String, value: String)]

  package init(_ fields: [(name: String, value: String)]) { pairs = fields }

  package init(urlEncoded bytes: [UInt8]) throws(Refusal) {
    var fields: [(name: String, value: String)] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
      if end > start {
        guard fields.count < Self.limit else { throw .tooManyFields(limit: Self.limit) }
        let equals = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) ?? end
        let name = try Self.decoded(bytes, start..<equals)
        fields.append((name, equals < end ? try Self.decoded(bytes, equals + 1..<end) : ""))
      }
      start = end + 1
    }
    pairs = fields
  }

  /// The first value of the name; nil where there is no such field.
  package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  package func without(_ name: String) -> FormFields { FormFields(pairs.filter { $0.name != name }) }

  package var names: [String] { pairs.map(\.name) }

  package static func == (left: FormFields, right: FormFields) -> Bool {
    left.pairs.elementsEqual(right.pairs) { $0.name == $1.name && $0.value == $1.value }
  }

  private static func decoded(_ bytes: [UInt8], _ range: Range<Int>) throws(Refusal) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard index + 2 < range.upperBound, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
        else { throw .badEscape(at: index) }
        decoded.append(high << 4 | low)
        index += 2
      case let byte: decoded.append(byte)
      }
      index += 1
    }
    guard let text = String(validating: decoded, as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case _: nil
    }
  }
}
