import Foundation
import Relay
import Testing

@Suite("The rest between two looks", .timeLimit(.minutes(10)))
struct RestTests {
  private let start = Date(timeIntervalSince1970: 1_000)

  @Test("ends when something falls due before its end", arguments: [0.01, 0.02])
  func sooner(_ seconds: TimeInterval) async throws {
    let rest = Rest()
    let resting = Task { try await rest.take(from: start, until: start.addingTimeInterval(3_600), shortest: 0) }
    while !(await rest.isTaken) { await Task.yield() }
    await rest.end(by: start.addingTimeInterval(seconds))
    try await resting.value
    // What came up is known to the next rest, which lasts just until then.
    try await rest.take(from: start, until: start.addingTimeInterval(3_600), shortest: 0)
  }

  @Test("does not end for what falls due after it")
  func later() async throws {
    let rest = Rest()
    let resting = Task { try await rest.take(from: start, until: start.addingTimeInterval(0.05), shortest: 0) }
    while !(await rest.isTaken) { await Task.yield() }
    await rest.end(by: start.addingTimeInterval(3_600))
    try await resting.value
  }

  @Test("ends when the relay does")
  func cancelled() async throws {
    let rest = Rest()
    let resting = Task { try await rest.take(from: start, until: start.addingTimeInterval(3_600), shortest: 0) }
    while !(await rest.isTaken) { await Task.yield() }
    resting.cancel()
    await #expect(throws: CancellationError.self) { try await resting.value }
  }
}
