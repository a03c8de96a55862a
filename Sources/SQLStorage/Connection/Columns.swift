package import Foundation
package import Storage
package import Ticketing

/// One row of a result, valid while it is being read. Columns count from 0.
package protocol SQLRow {
  func isNull(_ column: Int) -> Bool
  func integer(_ column: Int) -> Int64
  func real(_ column: Int) -> Double
  func text(_ column: Int) -> String
  func blob(_ column: Int) -> [UInt8]
  /// Nil where the column does not hold sixteen bytes.
  func uuid(_ column: Int) -> UUID?
}

/// Reads a row's columns from left to right, each by what it holds; the statement lists them in the same order.
package struct Columns {
  private let row: any SQLRow
  private var column = 0

  package init(_ row: any SQLRow) { self.row = row }

  private mutating func next() -> Int {
    defer { column += 1 }
    return column
  }

  /// Passes over a column if it is null.
  private mutating func skipsNull() -> Bool {
    guard row.isNull(column) else { return false }
    column += 1
    return true
  }

  package mutating func integer() -> Int64 { row.integer(next()) }
  package mutating func count() -> Int { Int(row.integer(next())) }
  package mutating func flag() -> Bool { row.integer(next()) != 0 }
  package mutating func text() -> String { row.text(next()) }
  package mutating func bytes() -> [UInt8] { row.blob(next()) }
  package mutating func date() -> Date { Date(milliseconds: row.integer(next())) }

  package mutating func id<Entity>(_: Entity.Type = Entity.self) throws(StorageError) -> ID<Entity> {
    let column = next()
    guard let uuid = row.uuid(column) else { throw .corrupt("column \(column) holds no id") }
    return ID(uuid)
  }

  package mutating func word<Word: RawRepresentable<String>>(_: Word.Type = Word.self) throws(StorageError) -> Word {
    let text = text()
    guard let word = Word(rawValue: text) else { throw .corrupt("“\(text)” is no \(Word.self)") }
    return word
  }

  package mutating func maybeInteger() -> Int64? { skipsNull() ? nil : integer() }
  package mutating func maybeCount() -> Int? { skipsNull() ? nil : count() }
  package mutating func maybeText() -> String? { skipsNull() ? nil : text() }
  package mutating func maybeBytes() -> [UInt8]? { skipsNull() ? nil : bytes() }
  package mutating func maybeDate() -> Date? { skipsNull() ? nil : date() }

  package mutating func maybeID<Entity>(_: Entity.Type = Entity.self) throws(StorageError) -> ID<Entity>? {
    skipsNull() ? nil : try id()
  }

  package mutating func maybeWord<Word: RawRepresentable<String>>(
    _: Word.Type = Word.self
  ) throws(StorageError) -> Word? {
    skipsNull() ? nil : try word()
  }

  /// A list of words; none where the column is null.
  package mutating func words() throws(StorageError) -> [String] {
    skipsNull() ? [] : try StoredJSON.words(from: text())
  }

  /// A value kept as JSON.
  package mutating func json<Value: Decodable & Sendable>(_: Value.Type = Value.self) throws -> Value {
    try StoredJSON.value(Value.self, from: text())
  }

  package mutating func maybeJSON<Value: Decodable & Sendable>(_: Value.Type = Value.self) throws -> Value? {
    skipsNull() ? nil : try json()
  }
}
