import Foundation
import HTTPTypes
import Measuring
import Testing
import Ticketing
import Web

@Suite("A bucket of tokens")
struct TokenBucketsTests {
  private let limit = RateLimit(perSecond: 10, burst: 3)

  @Test("lets a burst through, then as many as come back with time")
  func fillsAgain() {
    let buckets = TokenBuckets<String>(limit)
    #expect((0..<3).allSatisfy { _ in buckets.take("a", at: .seconds(5)) == nil })
    #expect(buckets.take("a", at: .seconds(5)) == .milliseconds(100))
    #expect(buckets.take("a", at: .milliseconds(5_100)) == nil)
    #expect(buckets.take("a", at: .milliseconds(5_100)) != nil)
    #expect((0..<3).allSatisfy { _ in buckets.take("a", at: .seconds(99)) == nil })
    #expect(buckets.take("a", at: .seconds(99)) != nil)
  }

  @Test("is each one's own")
  func isOwn() {
    let buckets = TokenBuckets<String>(limit)
    while buckets.take("noisy", at: .zero) == nil {}
    #expect(buckets.take("quiet", at: .zero) == nil)
  }

  @Test("is not there where there is no limit")
  func isOff() {
    let buckets = TokenBuckets<String>(.none)
    #expect((0..<10_000).allSatisfy { _ in buckets.take("a", at: .zero) == nil })
    #expect(buckets.count == 0)
  }

  @Test("does not fill from a time that goes back")
  func goesForward() {
    let buckets = TokenBuckets<String>(limit)
    for _ in 0..<3 { _ = buckets.take("a", at: .seconds(5)) }
    #expect(buckets.take("a", at: .seconds(1)) != nil)
    #expect(buckets.take("a", at: .seconds(5)) != nil)
  }

  @Test("is forgotten when there are too many; who asks all the time is remembered")
  func isBounded() {
    let buckets = TokenBuckets<Int>(limit, capacity: 100)
    for key in 1...10_000 {
      _ = buckets.take(key, at: .zero)
      let isRefused = buckets.take(0, at: .zero) != nil
      #expect(isRefused == (key > 3), "after \(key)")
    }
    #expect(buckets.count <= 200)
  }
}

@Suite("How often the doors open")
struct RequestRatesTests {
  private func actor(_ agent: UInt8, at tenant: UInt8) -> Actor {
    func uuid(_ byte: UInt8) -> UUID { UUID(uuid: (byte, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) }
    return Actor(
      tenant: TenantID(uuid(tenant)), agent: AgentID(uuid(agent)), name: "Ada", role: .agent, address: nil)
  }

  private var limits: RequestRates.Limits {
    var limits = RequestRates.Limits()
    limits.person = RateLimit(perSecond: 1, burst: 2)
    limits.desk = RateLimit(perSecond: 1, burst: 3)
    limits.stranger = RateLimit(perSecond: 1, burst: 4)
    limits.knock = RateLimit(perSecond: 0.25, burst: 1)
    return limits
  }

  private func status(_ work: () throws -> Void) -> Int? {
    do {
      try work()
      return nil
    } catch { return (error as? Problem)?.status }
  }

  @Test("A38 bounds a person, then the desk, and never another desk")
  func boundsTheDesk() {
    let rates = RequestRates(limits) { .seconds(7) }
    let statuses = [1, 1, 1, 2, 2].map { agent in status { try rates.pass(actor(agent, at: 1)) } }
    #expect(statuses == [nil, nil, 429, nil, 429])
    #expect(status { try rates.pass(actor(3, at: 2)) } == nil)
  }

  @Test("bounds strangers by their network, and guesses more tightly; says when to come back")
  func boundsStrangers() throws {
    let rates = RequestRates(limits) { .seconds(7) }
    #expect(status { try rates.pass(strangerFrom: "192.0.2.1", isKnock: true) } == nil)
    let problem = #expect(throws: Problem.self) { try rates.pass(strangerFrom: "192.0.2.1", isKnock: true) }
    #expect(problem?.status == 429 && problem?.headers[.retryAfter] == "4")
    #expect(status { try rates.pass(strangerFrom: "192.0.2.1", isKnock: false) } == nil)
    #expect(status { try rates.pass(strangerFrom: "192.0.2.2", isKnock: true) } == nil)
    let counted = rates.families[0].samples.map(\.value)
    #expect(counted == [0, 0, 0, 1])
  }

  @Test("never closes where the operator wants no bounds")
  func isOff() {
    let rates = RequestRates(.none) { .zero }
    #expect((0..<1_000).allSatisfy { _ in status { try rates.pass(actor(1, at: 1)) } == nil })
  }
}

@Suite("The network of a client")
struct NetworkTests {
  @Test(
    "is an address of IPv4, and 64 bits of IPv6",
    arguments: [
      ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8:0:0::/64"),
      ("2001:DB8:0:0:1:2:3:4", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"),
      ("", ""), (":", "::/64"), ("::", "0:0:0:0::/64"), (":::::", "0:0:0:0::/64"),
    ])
  func isOne(address: String, network: String) { #expect(Network.of(address) == network) }

  @Test(
    "is what a trusted proxy says, and of that what no client can make up",
    arguments: [
      ("127.0.0.1", "192.0.2.9", "192.0.2.9"), ("127.0.0.1", "10.9.9.9, 192.0.2.9", "192.0.2.9"),
      ("127.0.0.1", "192.0.2.9, 127.0.0.1", "192.0.2.9"), ("127.0.0.1", nil, "127.0.0.1"),
      ("127.0.0.1", "", "127.0.0.1"), ("127.0.0.1", "x\"y", "127.0.0.1"), ("127.0.0.1", "2001:db8::1", "2001:db8::1"),
      ("198.51.100.7", "192.0.2.9", "198.51.100.7"), (nil, "192.0.2.9", nil),
    ] as [(String?, String?, String?)])
  func isTrusted(peer: String?, forwarded: String?, client: String?) {
    #expect(Network.client(peer: peer, forwarded: forwarded, proxies: ["127.0.0.1"]) == client)
  }
}
