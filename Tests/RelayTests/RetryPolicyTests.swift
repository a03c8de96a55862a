import Federation
import Testing

@Suite("When a delivery is tried again")
struct RetryPolicyTests {
  private let policy = RetryPolicy(base: .milliseconds(250), ceiling: .seconds(4), tries: 8)

  @Test(
    "the wait doubles up to its ceiling",
    arguments: [(1, 250), (2, 500), (3, 1_000), (4, 2_000), (5, 4_000), (6, 4_000), (7, 4_000)])
  func doubles(_ failures: Int, _ milliseconds: Int) {
    #expect(policy.wait(afterFailures: failures, jitter: 0) == .milliseconds(milliseconds))
  }

  @Test("the tries are spent after the last one", arguments: [8, 9, 1_000])
  func spent(_ failures: Int) {
    #expect(policy.wait(afterFailures: failures, jitter: 0) == nil)
  }

  @Test("jitter takes away up to half of the wait, never more, never less than nothing", arguments: [-1, 0, 0.5, 1, 7])
  func jitter(_ jitter: Double) throws {
    let wait = try #require(policy.wait(afterFailures: 3, jitter: jitter))
    #expect(wait >= .milliseconds(500) && wait <= .seconds(1))
    if jitter == 0.5 { #expect(wait == .milliseconds(750)) }
  }

  @Test("a desk that does not answer is tried for one and a half to two hours and a half")
  func unreachable() {
    var total = Duration.zero
    var failures = 1
    while let wait = RetryPolicy.unreachable.wait(afterFailures: failures, jitter: 0) {
      total += wait
      failures += 1
    }
    #expect(failures == RetryPolicy.unreachable.tries)
    #expect(total > .seconds(5_400) && total < .seconds(9_000))
  }

  @Test("what the receiver stumbles over is given to people within a few seconds")
  func poison() {
    #expect(RetryPolicy.poison.wait(afterFailures: 2, jitter: 0) != nil)
    #expect(RetryPolicy.poison.wait(afterFailures: 3, jitter: 0) == nil)
  }
}
