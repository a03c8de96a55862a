package import Foundation

/// An id begins with the time at which it was made, in milliseconds (RFC 9562, version 7).
extension ID {
  /// No id comes before it.
  package static var first: ID { ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))) }

  /// The earliest that can be made at a time.
  package init(earliestAt date: Date) {
    let milliseconds = UInt64(min(max(date.timeIntervalSince1970 * 1_000, 0), Double(1 << 48 - 1)))
    func byte(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: milliseconds >> shift) }
    self.init(
      UUID(uuid: (byte(40), byte(32), byte(24), byte(16), byte(8), byte(0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
  }
}
