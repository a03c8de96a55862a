package import Foundation
package import StrictJSON

/// How far a far side was heard that stamps what it has with the time of its last change: the newest stamp, and what was heard
/// with it or shortly before.
///
/// Many things bear the same second, and some are seen only after others with a later stamp: they are stamped when they are
/// written, and seen when they are committed. So what is a little older is asked for again, and what was heard of it left out.
package struct StampCursor: Sendable, Equatable {
  package private(set) var newest: Date
  /// What was heard, by a word that changes with the thing, and its stamp.
  private var heard: [String: Date]

  /// How much older than the newest is asked for again.
  package static let overlap = 10.0

  package init() {
    newest = Date(timeIntervalSince1970: 0)
    heard = [:]
  }

  /// From when on is asked.
  package var since: Date { max(Date(timeIntervalSince1970: 0), newest.addingTimeInterval(-Self.overlap)) }

  /// How many of those that are asked for again were heard.
  package var count: Int { heard.count }

  package func isNews(_ word: String) -> Bool { heard[word] == nil }

  package mutating func note(_ word: String, at stamp: Date) {
    newest = max(newest, stamp)
    heard[word] = stamp
  }

  /// Without what is not asked for any more.
  package var trimmed: StampCursor {
    var cursor = self
    cursor.heard = heard.filter { $0.value >= since }
    return cursor
  }
}

extension StampCursor {
  /// Nil where it is of another version, or no cursor.
  package init?(_ value: JSONValue?) {
    guard let value, let newest = value["newest"]?.string.flatMap(RFC3339.date),
      let heard = value["heard"]?.object
    else { return nil }
    self.newest = newest
    self.heard = [:]
    for (word, stamp) in heard.members { self.heard[word] = stamp.string.flatMap(RFC3339.date) }
  }

  package var value: JSONValue {
    var heard = JSONObject()
    for (word, stamp) in self.heard.sorted(by: { $0.key < $1.key }) {
      heard.append(word, .string(RFC3339.text(stamp)))
    }
    return ["newest": .string(RFC3339.text(newest)), "heard": .object(heard)]
  }
}
