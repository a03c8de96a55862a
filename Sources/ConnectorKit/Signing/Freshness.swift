package import Foundation
import StrictJSON

/// Whether a message is of now, by the time that its sender wrote into it: an older one may have been played again.
package enum Freshness: Sendable, Equatable {
  case fresh
  case tooOld(by: Duration)
  /// The sender's clock, or ours, is wrong.
  case tooNew(by: Duration)

  /// How far two clocks may be apart, and a message be under way.
  package static let tolerance: Duration = .seconds(300)

  package init(of sent: Date, at now: Date, tolerance: Duration = Freshness.tolerance) {
    let age = now.timeIntervalSince(sent)
    let limit = tolerance / .seconds(1)
    if age > limit {
      self = .tooOld(by: .seconds(min(age - limit, Self.longest)))
    } else if age < -limit {
      self = .tooNew(by: .seconds(min(-age - limit, Self.longest)))
    } else {
      self = .fresh
    }
  }

  /// The years that dates are of, in seconds.
  private static let longest = 253_402_300_800.0

  /// A time as signers write it: seconds since 1970, milliseconds (thirteen digits), or RFC 3339 in UTC.
  package static func date(_ text: String) -> Date? {
    let digits = text.utf8
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }), !digits.isEmpty else { return RFC3339.date(text) }
    guard digits.count <= 13, let number = Int(text) else { return nil }
    return Date(timeIntervalSince1970: digits.count == 13 ? Double(number) / 1_000 : Double(number))
  }
}
