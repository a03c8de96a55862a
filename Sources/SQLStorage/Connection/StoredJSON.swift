import Foundation
import Storage

/// The form in which small structures without columns of their own are kept: sorted keys, times in milliseconds.
enum StoredJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .millisecondsSince1970
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// - Throws: `StorageError.corrupt`.
  static func value<Value: Decodable>(_: Value.Type, from text: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .millisecondsSince1970
    do {
      return try decoder.decode(Value.self, from: Data(text.utf8))
    } catch {
      throw StorageError.corrupt("what is kept is no \(Value.self)")
    }
  }
}

extension SQLValue {
  static func json(_ value: some Encodable) throws -> SQLValue { .text(try StoredJSON.text(value)) }

  static func json<Value: Encodable>(maybe value: Value?) throws -> SQLValue {
    guard let value else { return .null }
    return try json(value)
  }

  /// Null where there is nothing in it, which is the usual case and costs nothing.
  static func json<Values: Encodable & Collection>(unlessEmpty values: Values) throws -> SQLValue {
    values.isEmpty ? .null : try json(values)
  }
}
