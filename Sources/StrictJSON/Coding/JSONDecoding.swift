import Foundation

extension Decodable {
  /// Reads a value in the form that `jsonBytes(of:)` gives: times in milliseconds since 1970, bytes in Base64.
  ///
  /// - Throws: `JSONRefusal` where the bytes are no strict JSON; `DecodingError`, which names no path, where they are not
  ///   of this form.
  package init(jsonBytes: [UInt8]) throws {
    self = try JSONDecoding(JSONReader.read(jsonBytes)).decode(Self.self)
  }
}

/// A value that is being decoded. Nothing is copied but what is asked for.
struct JSONDecoding: Decoder {
  private let value: JSONValue

  init(_ value: JSONValue) { self.value = value }

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy _: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let object = value.object else { throw misfit("an object") }
    return KeyedDecodingContainer(Members(object: object))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let elements = value.array else { throw misfit("an array") }
    return Elements(elements: elements)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  fileprivate func misfit(_ expected: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "not \(expected)"))
  }
}

extension JSONDecoding: SingleValueDecodingContainer {
  func decodeNil() -> Bool { value.isNull }

  func decode(_: Bool.Type) throws -> Bool {
    guard let bool = value.bool else { throw misfit("true or false") }
    return bool
  }

  func decode(_: String.Type) throws -> String {
    guard let string = value.string else { throw misfit("a string") }
    return string
  }

  func decode(_: Double.Type) throws -> Double {
    guard case .number(let number) = value else { throw misfit("a number") }
    return number.double
  }

  func decode(_: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_: Int.Type) throws -> Int { try whole() }
  func decode(_: Int8.Type) throws -> Int8 { try whole() }
  func decode(_: Int16.Type) throws -> Int16 { try whole() }
  func decode(_: Int32.Type) throws -> Int32 { try whole() }
  func decode(_: Int64.Type) throws -> Int64 { try whole() }
  func decode(_: UInt.Type) throws -> UInt { try whole() }
  func decode(_: UInt8.Type) throws -> UInt8 { try whole() }
  func decode(_: UInt16.Type) throws -> UInt16 { try whole() }
  func decode(_: UInt32.Type) throws -> UInt32 { try whole() }
  func decode(_: UInt64.Type) throws -> UInt64 { try whole() }

  private func whole<Number: FixedWidthInteger>() throws -> Number {
    guard let integer = value.integer, let number = Number(exactly: integer) else { throw misfit("such an integer") }
    return number
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if type == Date.self, let date = try moment() as? Value { return date }
    if type == Data.self, let data = try data() as? Value { return data }
    return try Value(from: self)
  }

  /// The years 1 to 9999: a time beyond would not fit where times are kept and written.
  private static let milliseconds = -62_135_596_800_000.0...253_402_300_799_999.0

  private func moment() throws -> Date {
    let milliseconds = try decode(Double.self)
    guard JSONDecoding.milliseconds.contains(milliseconds) else { throw misfit("a time of the years 1 to 9999") }
    return Date(timeIntervalSince1970: milliseconds / 1_000)
  }

  private func data() throws -> Data {
    guard let data = Data(base64Encoded: try decode(String.self)) else { throw misfit("Base64") }
    return data
  }
}

extension JSONDecoding {
  private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: JSONObject

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { object.members.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }

    private func member(_ key: Key) throws -> JSONDecoding {
      guard let value = object[key.stringValue] else {
        throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "\(key.stringValue) is missing"))
      }
      return JSONDecoding(value)
    }

    func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try member(key).decode(type) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try member(key).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try member(key).decode(type) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      try member(key).decode(type)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
      guard let value = object[key.stringValue], !value.isNull else { return nil }
      return try JSONDecoding(value).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try member(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try member(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { JSONDecoding(object["super"] ?? .null) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
  }

  private struct Elements: UnkeyedDecodingContainer {
    let elements: [JSONValue]
    private(set) var currentIndex = 0

    init(elements: [JSONValue]) { self.elements = elements }

    var codingPath: [any CodingKey] { [] }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    private mutating func next() throws -> JSONDecoding {
      guard !isAtEnd else { throw JSONDecoding(.null).misfit("at its end") }
      defer { currentIndex += 1 }
      return JSONDecoding(elements[currentIndex])
    }

    mutating func decodeNil() throws -> Bool {
      guard !isAtEnd, elements[currentIndex].isNull else { return false }
      currentIndex += 1
      return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
  }
}
