/// Writes values as compact JSON into one growing array of bytes.
///
/// U+2028 and U+2029 are escaped, since JavaScript of old took them for ends of lines.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []

  /// - Parameter capacity: in bytes; more is taken when it does not suffice.
  package init(reserving capacity: Int = 1_024) { bytes.reserveCapacity(capacity) }

  package static func bytes(of value: JSONValue, reserving capacity: Int = 1_024) -> [UInt8] {
    var writer = JSONWriter(reserving: capacity)
    writer.write(value)
    return writer.bytes
  }

  package mutating func write(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .bool(true): append("true")
    case .bool(false): append("false")
    case .number(let number): write(number)
    case .string(let string): write(string)
    case .array(let elements): write(elements)
    case .object(let object): write(object)
    }
  }

  package mutating func write(_ object: JSONObject) {
    var separator = UInt8(ascii: "{")
    for member in object.members {
      bytes.append(separator)
      write(member.key)
      bytes.append(UInt8(ascii: ":"))
      write(member.value)
      separator = UInt8(ascii: ",")
    }
    if object.members.isEmpty { bytes.append(separator) }
    bytes.append(UInt8(ascii: "}"))
  }

  package mutating func write(_ elements: [JSONValue]) {
    var separator = UInt8(ascii: "[")
    for element in elements {
      bytes.append(separator)
      write(element)
      separator = UInt8(ascii: ",")
    }
    if elements.isEmpty { bytes.append(separator) }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ number: JSONNumber) {
    switch number.form {
    case .integer(let integer): write(integer)
    case .double(let double): bytes.append(contentsOf: double.description.utf8)
    }
  }

  private mutating func write(_ integer: Int64) {
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    let first = bytes.count
    var rest = integer.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[first...].reverse()
  }

  mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ run: Slice<UnsafeBufferPointer<UInt8>>) {
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: run))
  }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }
}
