import Foundation

extension Date {
  /// Whole milliseconds since 1970, to the nearest: what orders lists, leases and timers.
  var milliseconds: Int64 {
    let milliseconds = (timeIntervalSince1970 * 1_000).rounded()
    return Int64(exactly: min(max(milliseconds, -9e15), 9e15)) ?? 0
  }

  init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}
