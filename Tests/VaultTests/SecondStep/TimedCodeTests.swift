import Foundation
import Testing
import Vault

@Suite("A code of an authenticator app")
struct TimedCodeTests {
  /// The secret of both RFCs' examples.
  private let secret = Array("12345678901234567890".utf8)
  private let now = Date(timeIntervalSince1970: 1_790_000_010)

  private func code(_ seconds: Double) -> String { TimedCode.text(of: secret, at: now.addingTimeInterval(seconds)) }

  @Test("is RFC 4226's for each of its counters (appendix D)")
  func counted() {
    let codes = (0..<10).map { CountedCode.text(of: secret, counter: $0, digits: 6) }
    #expect(
      codes == [
        "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
      ])
  }

  @Test(
    "is RFC 6238's for each of its times (appendix B, SHA-1)",
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
  func timed(seconds: Int, code: String) {
    let time = Date(timeIntervalSince1970: Double(seconds))
    #expect(TimedCode.text(of: secret, at: time, digits: 8) == code)
    #expect(TimedCode.text(of: secret, at: time) == code.suffix(6))
  }

  @Test("is taken one step early and one step late, and no further", arguments: [-60, -30, 0, 30, 60])
  func skew(seconds: Double) {
    let step = TimedCode.step(of: code(seconds), secret: secret, at: now, after: nil)
    let its = TimedCode.step(at: now) + Int(seconds) / 30
    #expect(step == (abs(seconds) <= 30 ? its : nil))
  }

  @Test("is taken with the space that apps show in it")
  func spaced() {
    let code = code(0)
    #expect(
      TimedCode.step(of: "\(code.prefix(3)) \(code.suffix(3))", secret: secret, at: now, after: nil)
        == TimedCode.step(at: now))
  }

  @Test("is not taken twice, nor is one of an earlier step after it", arguments: [-30, 0])
  func replayed(seconds: Double) {
    let step = TimedCode.step(at: now)
    #expect(TimedCode.step(of: code(seconds), secret: secret, at: now, after: step) == nil)
    #expect(TimedCode.step(of: code(30), secret: secret, at: now, after: step) == step + 1)
  }

  @Test(
    "is nothing else",
    arguments: [
      "", "12345", "1234567", "abcdef", "１２３４５６", "000000\n", "-00001", String(repeating: "1", count: 10_000),
    ])
  func malformed(typed: String) {
    #expect(TimedCode.step(of: typed, secret: secret, at: now, after: nil) == nil)
  }

  @Test("does not fit another secret")
  func foreign() {
    #expect(TimedCode.step(of: code(0), secret: TimedCode.newSecret(), at: now, after: nil) == nil)
  }

  @Test("is made in the first half minute of 1970, and before it, without a trap", arguments: [0, -1, -100_000])
  func beginning(seconds: Double) {
    let time = Date(timeIntervalSince1970: seconds)
    #expect(TimedCode.text(of: secret, at: time) == "755224")
    _ = TimedCode.step(of: "755224", secret: secret, at: time, after: nil)
  }
}
