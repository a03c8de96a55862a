package import Foundation
package import Ticketing

/// A value on its way into a statement.
package enum SQLValue: Sendable, Equatable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])
  /// Sixteen bytes.
  case uuid(UUID)
}

extension SQLValue {
  package static func id<Entity>(_ id: ID<Entity>) -> SQLValue { .uuid(id.uuid) }
  package static func id<Entity>(_ id: ID<Entity>?) -> SQLValue { id.map { .uuid($0.uuid) } ?? .null }
  package static func count(_ number: Int) -> SQLValue { .integer(Int64(number)) }
  package static func count(_ number: Int?) -> SQLValue { number.map { .integer(Int64($0)) } ?? .null }
  package static func flag(_ flag: Bool) -> SQLValue { .integer(flag ? 1 : 0) }
  package static func text(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }

  /// Whole milliseconds since 1970.
  package static func date(_ date: Date) -> SQLValue { .integer(date.milliseconds) }
  package static func date(_ date: Date?) -> SQLValue { date.map { .integer($0.milliseconds) } ?? .null }

  package static func word(_ word: some RawRepresentable<String>) -> SQLValue { .text(word.rawValue) }
  package static func word<Word: RawRepresentable<String>>(_ word: Word?) -> SQLValue {
    word.map { .text($0.rawValue) } ?? .null
  }
}

extension [SQLValue] {
  /// Whether the same bytes would be written in these places; two texts that Swift calls equal may differ in them.
  func hasSameBytes(as other: [SQLValue], in places: [Int]) -> Bool {
    places.allSatisfy { place in
      guard case .text(let left) = self[place], case .text(let right) = other[place] else {
        return self[place] == other[place]
      }
      return left.utf8.elementsEqual(right.utf8)
    }
  }
}

extension Date {
  /// Whole milliseconds since 1970, to the nearest; far-off dates are held within what 64 bits take.
  package var milliseconds: Int64 {
    let milliseconds = (timeIntervalSince1970 * 1_000).rounded()
    return Int64(exactly: min(max(milliseconds, -9e15), 9e15)) ?? 0
  }

  package init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}
