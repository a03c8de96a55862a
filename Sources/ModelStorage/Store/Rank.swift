import Foundation
import Ticketing

/// An id as two numbers, which order as the id does: comparing them costs a nanosecond, and comparing ids fifteen.
struct Rank<Entity>: Comparable, Sendable {
  private let high: UInt64
  private let low: UInt64

  init(_ id: ID<Entity>) { (high, low) = id.uuid.words }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// No id comes before the one, or after the other.
  static var first: Rank { Rank(high: 0, low: 0) }
  static var last: Rank { Rank(high: .max, low: .max) }

  static func < (left: Rank, right: Rank) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }
}

extension UUID {
  fileprivate var words: (UInt64, UInt64) {
    withUnsafeBytes(of: uuid) { bytes in
      (
        UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
  }
}
