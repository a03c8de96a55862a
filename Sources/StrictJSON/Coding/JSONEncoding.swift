import Foundation

extension Encodable {
  /// The value as compact JSON with sorted keys: the same bytes each time, in every process. Times are milliseconds since
  /// 1970, bytes Base64.
  ///
  /// - Throws: `EncodingError` for a number that JSON cannot say.
  package var jsonBytes: [UInt8] {
    get throws {
      let node = JSONNode()
      try JSONEncoding(node).encode(self)
      var writer = JSONWriter(reserving: 512)
      node.write(to: &writer)
      return writer.bytes
    }
  }
}

/// A value that is being encoded, and what stands in it.
private final class JSONNode {
  private var form = Form.value(.null)

  private enum Form {
    case value(JSONValue)
    case members([(key: String, node: Form)])
    case elements([Form])
    case node(JSONNode)
  }

  func set(_ value: JSONValue) { form = .value(value) }

  func becomeObject() {
    if case .members = form { return }
    form = .members([])
  }

  func becomeArray() {
    if case .elements = form { return }
    form = .elements([])
  }

  var count: Int {
    guard case .elements(let elements) = form else { return 0 }
    return elements.count
  }

  func put(_ value: JSONValue, for key: String) { put(.value(value), for: key) }

  func add(_ value: JSONValue) { add(.value(value)) }

  func node(for key: String) -> JSONNode {
    let node = JSONNode()
    put(.node(node), for: key)
    return node
  }

  func nextNode() -> JSONNode {
    let node = JSONNode()
    add(.node(node))
    return node
  }

  private func put(_ piece: Form, for key: String) {
    guard case .members(var members) = form else { return }
    // The array is nobody else's while it grows.
    form = .value(.null)
    members.append((key, piece))
    form = .members(members)
  }

  private func add(_ piece: Form) {
    guard case .elements(var elements) = form else { return }
    form = .value(.null)
    elements.append(piece)
    form = .elements(elements)
  }

  func write(to writer: inout JSONWriter) { JSONNode.write(form, to: &writer) }

  private static func write(_ form: Form, to writer: inout JSONWriter) {
    switch form {
    case .value(let value): writer.write(value)
    case .node(let node): node.write(to: &writer)
    case .members(var members):
      members.sort { $0.key < $1.key }
      var separator = UInt8(ascii: "{")
      for member in members {
        writer.append(separator)
        writer.write(member.key)
        writer.append(UInt8(ascii: ":"))
        write(member.node, to: &writer)
        separator = UInt8(ascii: ",")
      }
      if members.isEmpty { writer.append(separator) }
      writer.append(UInt8(ascii: "}"))
    case .elements(let elements):
      var separator = UInt8(ascii: "[")
      for element in elements {
        writer.append(separator)
        write(element, to: &writer)
        separator = UInt8(ascii: ",")
      }
      if elements.isEmpty { writer.append(separator) }
      writer.append(UInt8(ascii: "]"))
    }
  }
}

private struct JSONEncoding: Encoder {
  let node: JSONNode

  init(_ node: JSONNode) { self.node = node }

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
    node.becomeObject()
    return KeyedEncodingContainer(Members(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.becomeArray()
    return Elements(node: node)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  /// What is written as one value; nil for what encodes itself.
  static func leaf<Value: Encodable>(_ value: Value) throws -> JSONValue? {
    // Comparing types first costs a nanosecond, and a cast that fails two hundred.
    if Value.self == String.self, let string = value as? String { return .string(string) }
    if Value.self == Date.self, let date = value as? Date { return try number(date.timeIntervalSince1970 * 1_000) }
    if Value.self == Data.self, let data = value as? Data { return .string(data.base64EncodedString()) }
    return nil
  }

  /// A whole number is written as one.
  static func number(_ double: Double) throws -> JSONValue {
    if let integer = Int64(exactly: double), integer.magnitude < 1 << 53 { return .number(JSONNumber(integer)) }
    guard let number = JSONNumber(double) else {
      throw EncodingError.invalidValue(double, .init(codingPath: [], debugDescription: "JSON has no word for it"))
    }
    return .number(number)
  }

  static func number(_ integer: some FixedWidthInteger) throws -> JSONValue {
    guard let integer = Int64(exactly: integer) else {
      throw EncodingError.invalidValue(integer, .init(codingPath: [], debugDescription: "beyond 64 bits"))
    }
    return .number(JSONNumber(integer))
  }
}

extension JSONEncoding: SingleValueEncodingContainer {
  func encodeNil() { node.set(.null) }
  func encode(_ value: Bool) { node.set(.bool(value)) }
  func encode(_ value: String) { node.set(.string(value)) }
  func encode(_ value: Double) throws { node.set(try JSONEncoding.number(value)) }
  func encode(_ value: Float) throws { node.set(try JSONEncoding.number(Double(value))) }
  func encode(_ value: Int) throws { node.set(try JSONEncoding.number(value)) }
  func encode(_ value: Int8) throws { node.set(try JSONEncoding.number(value)) }
  func encode(_ value: Int16) throws { node.set(try JSONEncoding.number(value)) }
  func encode(_ value: Int32) throws { node.set(try JSONEncoding.number(value)) }
  func encode(_ value: Int64) throws { node.set(try JSONEncoding.number(value)) }
  func encode(_ value: UInt) throws { node.set(try JSONEncoding.number(value)) }
  func encode(_ value: UInt8) throws { node.set(try JSONEncoding.number(value)) }
  func encode(_ value: UInt16) throws { node.set(try JSONEncoding.number(value)) }
  func encode(_ value: UInt32) throws { node.set(try JSONEncoding.number(value)) }
  func encode(_ value: UInt64) throws { node.set(try JSONEncoding.number(value)) }

  func encode(_ value: some Encodable) throws {
    if let leaf = try JSONEncoding.leaf(value) { node.set(leaf) } else { try value.encode(to: self) }
  }
}

extension JSONEncoding {
  private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: JSONNode

    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { node.put(.null, for: key.stringValue) }
    func encode(_ value: Bool, forKey key: Key) { node.put(.bool(value), for: key.stringValue) }
    func encode(_ value: String, forKey key: Key) { node.put(.string(value), for: key.stringValue) }
    func encode(_ value: Int, forKey key: Key) throws {
      node.put(try JSONEncoding.number(value), for: key.stringValue)
    }

    func encode(_ value: some Encodable, forKey key: Key) throws {
      if let leaf = try JSONEncoding.leaf(value) {
        node.put(leaf, for: key.stringValue)
      } else {
        try value.encode(to: JSONEncoding(node.node(for: key.stringValue)))
      }
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { JSONEncoding(node.node(for: key.stringValue)).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      JSONEncoding(node.node(for: key.stringValue)).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { JSONEncoding(node.node(for: "super")) }
    func superEncoder(forKey key: Key) -> any Encoder { JSONEncoding(node.node(for: key.stringValue)) }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let node: JSONNode

    var codingPath: [any CodingKey] { [] }
    var count: Int { node.count }

    func encodeNil() { node.add(.null) }

    func encode(_ value: some Encodable) throws {
      if let leaf = try JSONEncoding.leaf(value) {
        node.add(leaf)
      } else {
        try value.encode(to: JSONEncoding(node.nextNode()))
      }
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
      JSONEncoding(node.nextNode()).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      JSONEncoding(node.nextNode()).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { JSONEncoding(node.nextNode()) }
  }
}
