import Foundation
import Storage
import StrictJSON

/// The form in which small structures without columns of their own are kept: sorted keys, times in milliseconds.
enum StoredJSON {
  static func text(_ value: some Encodable) throws -> String {
    String(decoding: try value.jsonBytes, as: UTF8.self)
  }

  /// Small values come again and again, as the chain of a handoff does with each of its messages: they are decoded once.
  private static let decoded = Remembered<Kept, any Sendable>(limit: 2_048)
  private static let smallBytes = 512

  private struct Kept: Hashable, Sendable {
    let type: ObjectIdentifier
    /// Bytes, since two texts that differ in their Unicode forms alone are the same to Swift.
    let bytes: [UInt8]
  }

  /// - Throws: `StorageError.corrupt`.
  static func value<Value: Decodable & Sendable>(_ type: Value.Type, from text: String) throws -> Value {
    guard text.utf8.count <= smallBytes else { return try decode(type, from: text) }
    let kept = Kept(type: ObjectIdentifier(type), bytes: Array(text.utf8))
    guard let value = try decoded(kept, { _ in try decode(type, from: text) }) as? Value else {
      throw StorageError.corrupt("what is kept is no \(Value.self)")
    }
    return value
  }

  private static func decode<Value: Decodable>(_: Value.Type, from text: String) throws -> Value {
    do { return try Value(jsonBytes: Array(text.utf8)) } catch {
      throw StorageError.corrupt("what is kept is no \(Value.self)")
    }
  }
}

/// The same form for a list of words, which nearly every ticket has: a tenth of the time that a `Codable` takes.
extension StoredJSON {
  static func text(words: [String]) -> String {
    String(decoding: JSONWriter.bytes(of: .array(words.map { .string($0) })), as: UTF8.self)
  }

  /// - Throws: `StorageError.corrupt`.
  static func words(from text: String) throws(StorageError) -> [String] {
    guard let value = try? JSONReader.read(Array(text.utf8)), let words = value.array?.map(\.string),
      !words.contains(nil)
    else { throw .corrupt("what is kept is no list of words") }
    return words.compactMap(\.self)
  }
}

extension SQLValue {
  /// Null where there are none.
  static func words(_ words: [String]) -> SQLValue {
    words.isEmpty ? .null : .text(StoredJSON.text(words: words))
  }

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
