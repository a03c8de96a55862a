import Foundation
import Storage
import Synchronization
import Testing
import Ticketing
import Vault
import Web

@Suite("Knowing who shows a token")
struct PrincipalsTests {
  private let now = Date(timeIntervalSince1970: 1_790_000_000)

  @Test("reads nothing again while the desk's access version stays, and reads again when it has changed")
  func remembers() async throws {
    let desk = try TokenDesk(.init(agent: AgentID(UUID()), name: "Ada", role: .agent, expiresAt: nil))
    for _ in 0..<3 { #expect(try await desk.asks(at: now)?.name == "Ada") }
    #expect(desk.reads == 1)
    desk.change(to: .init(agent: AgentID(UUID()), name: "Eve", role: .light, expiresAt: nil))
    #expect(try await desk.asks(at: now)?.name == "Eve")
    #expect(desk.reads == 2)
  }

  @Test("refuses a token at the first request after it was revoked")
  func revoked() async throws {
    let desk = try TokenDesk(.init(agent: AgentID(UUID()), name: "Ada", role: .agent, expiresAt: nil))
    _ = try await desk.asks(at: now)
    desk.change(to: nil)
    #expect(try await desk.asks(at: now) == nil)
  }

  @Test("does not believe what was read while the token was being revoked")
  func revokedMeanwhile() async throws {
    let desk = try TokenDesk(.init(agent: AgentID(UUID()), name: "Ada", role: .agent, expiresAt: nil))
    #expect(try await desk.asks(at: now) { desk.change(to: nil) } != nil)
    #expect(try await desk.asks(at: now) == nil)
  }

  @Test("lets a token run out by the clock, whether it was read before or not")
  func expires() async throws {
    let end = now.addingTimeInterval(60)
    let desk = try TokenDesk(.init(agent: AgentID(UUID()), name: "Ada", role: .agent, expiresAt: end))
    #expect(try await desk.asks(at: now) != nil)
    #expect(try await desk.asks(at: end) == nil)
    #expect(desk.reads == 1)
    let late = try TokenDesk(.init(agent: AgentID(UUID()), name: "Ada", role: .agent, expiresAt: end))
    #expect(try await late.asks(at: end) == nil)
  }

  @Test("reads each time where storage promises nothing")
  func unpromised() async throws {
    let desk = try TokenDesk(.init(agent: AgentID(UUID()), name: "Ada", role: .agent, expiresAt: nil), promises: false)
    for _ in 0..<3 { _ = try await desk.asks(at: now) }
    #expect(desk.reads == 3)
  }

  @Test("holds no more tokens than it has room for")
  func bounded() async throws {
    let principals = Principals(capacity: 2)
    let reads = Mutex(0)
    let claims = try (0..<3).map { _ in try newClaim() }
    for round in 0..<2 {
      for number in 0..<3 {
        let claim = claims[number]
        _ = try await principals.principal(of: claim, at: now) {
          0
        } look: {
          reads.withLock { $0 += 1 }
          return .init(agent: AgentID(UUID()), name: "\(round)", role: .agent, expiresAt: nil)
        }
      }
    }
    #expect(reads.withLock { $0 } > 3)
  }

  @Test("asks storage that is not told otherwise each time")
  func careful() { #expect(NoStorage().accessVersion(of: TenantID(UUID())) == nil) }
}

/// What somebody with a new token presents.
private func newClaim() throws -> TokenSecret.Claim {
  let secret = TokenSecret(.api, for: TenantID(UUID()))
  return try #require(TokenSecret.read(secret.text.expose(), as: .api))
}

/// A desk with one token, which counts how often it is looked at.
private final class TokenDesk: Sendable {
  private let state: Mutex<(principal: Principals.Principal?, version: UInt64, reads: Int)>
  private let promises: Bool
  private let principals = Principals()
  private let claim: TokenSecret.Claim

  init(_ principal: Principals.Principal, promises: Bool = true) throws {
    claim = try newClaim()
    state = Mutex((principal, 0, 0))
    self.promises = promises
  }

  var reads: Int { state.withLock { $0.reads } }

  func change(to principal: Principals.Principal?) {
    state.withLock { state in
      state.principal = principal
      state.version += 1
    }
  }

  func asks(at now: Date, afterReading: () -> Void = {}) async throws -> Principals.Principal? {
    try await principals.principal(of: claim, at: now) {
      promises ? state.withLock { $0.version } : nil
    } look: {
      let read = state.withLock { state in
        state.reads += 1
        return state.principal
      }
      afterReading()
      return read
    }
  }
}
