import Foundation
import StrictJSON
import Synchronization
import Testing
import Ticketing
import Web

@Suite("Answers that many ask for alike")
struct RememberedAnswersTests {
  @Test("are read once for as long as nothing of the desk changes")
  func readsOnce() async throws {
    let desk = CountedDesk()
    #expect(try await desk.ask() == 1)
    #expect(try await desk.ask() == 1)
    desk.change()
    #expect(try await desk.ask() == 2)
    #expect(desk.reads == 2)
  }

  @Test("are not believed where the desk changed while they were read")
  func changesMeanwhile() async throws {
    let desk = CountedDesk()
    #expect(try await desk.ask(meanwhile: { desk.change() }) == 1)
    #expect(try await desk.ask() == 2)
  }

  @Test("are read each time where storage promises nothing")
  func careful() async throws {
    let desk = CountedDesk(promises: false)
    _ = try await desk.ask()
    _ = try await desk.ask()
    #expect(desk.reads == 2)
  }

  @Test("are told apart by desk, route, query and, where it matters, who asks", arguments: 0..<4)
  func tellsApart(difference: Int) async throws {
    let desk = CountedDesk()
    _ = try await desk.ask()
    let other = RememberedAnswers.Question(
      tenant: difference == 0 ? TenantID(UUID()) : desk.tenant,
      route: difference == 1 ? "GET /other" : "GET /",
      query: difference == 2 ? ["limit": "7"] : [:], agent: difference == 3 ? AgentID(UUID()) : nil)
    _ = try await desk.ask(other)
    #expect(desk.reads == 2)
  }

  @Test("take no more than so many bytes")
  func isBounded() async throws {
    let desk = CountedDesk(capacity: 60)
    for limit in 0..<10 { _ = try await desk.ask(desk.question(limit: limit)) }
    _ = try await desk.ask(desk.question(limit: 0))
    #expect(desk.reads == 11)
  }
}

/// A desk whose answer is how often it was read.
private final class CountedDesk: Sendable {
  let tenant = TenantID(UUID())
  let question: RememberedAnswers.Question
  private let state = Mutex((reads: 0, version: UInt64(0)))
  private let answers: RememberedAnswers
  private let promises: Bool

  init(promises: Bool = true, capacity: Int = 4_096) {
    self.promises = promises
    answers = RememberedAnswers(capacity: capacity)
    question = .init(tenant: tenant, route: "GET /", query: [:], agent: nil)
  }

  var reads: Int { state.withLock { $0.reads } }

  func question(limit: Int) -> RememberedAnswers.Question {
    .init(tenant: tenant, route: "GET /", query: ["limit": "\(limit)"], agent: nil)
  }

  func change() { state.withLock { $0.version += 1 } }

  func ask(_ asked: RememberedAnswers.Question? = nil, meanwhile: () -> Void = {}) async throws -> Int? {
    let answer = try await answers.answer(to: asked ?? question) {
      promises ? state.withLock { $0.version } : nil
    } look: {
      meanwhile()
      let reads = state.withLock { state in
        state.reads += 1
        return state.reads
      }
      return .json(["reads": JSONValue(reads)])
    }
    switch answer.body {
    case .bytes(let bytes): return try JSONReader.read(bytes).object?["reads"]?.integer.map { Int($0) }
    case .json(let value): return value.object?["reads"]?.integer.map { Int($0) }
    case .stream, .live: return nil
    }
  }
}
