package import Foundation

/// TOTP (RFC 6238): the numbers that an authenticator app shows, a new one every half minute.
///
/// SHA-1, six digits and thirty seconds are what every such app takes; some ignore that it may be told otherwise.
package enum TimedCode {
  package static let digits = 6
  /// In seconds.
  package static let period = 30
  /// 160 bits, as RFC 4226, 4 asks for.
  package static let secretLength = 20
  /// How many steps a clock may be ahead or behind (RFC 6238, 5.2).
  private static let skew = 1

  package static func newSecret(random: RandomBytes = .system) -> [UInt8] { random(secretLength) }

  /// How many periods have begun since 1970.
  package static func step(at now: Date) -> Int { Int((now.timeIntervalSince1970 / Double(period)).rounded(.down)) }

  package static func text(of secret: [UInt8], at now: Date, digits: Int = digits) -> String {
    CountedCode.text(of: secret, counter: UInt64(max(0, step(at: now))), digits: digits)
  }

  /// The step that a code is of; nil where it is none of now, or one that was taken before.
  ///
  /// - Parameters:
  ///   - typed: as it was typed; spaces do not count.
  ///   - last: the step that was taken last: it and those before it are never taken again, so that a code which somebody
  ///     looked at over a shoulder is worth nothing.
  package static func step(of typed: String, secret: [UInt8], at now: Date, after last: Int?) -> Int? {
    let typed = typed.utf8.filter { $0 != 0x20 }
    guard typed.count == digits else { return nil }
    let present = step(at: now)
    var found: Int?
    // Each step is looked at, whichever fits: the time tells nothing.
    for step in max(0, present - skew)...max(0, present + skew) {
      let code = Array(CountedCode.text(of: secret, counter: UInt64(step), digits: digits).utf8)
      let isIt = ConstantTime.equal(code, typed)
      if isIt, last.map({ step > $0 }) ?? true { found = found ?? step }
    }
    return found
  }
}
