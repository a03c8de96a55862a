import ConnectorKit
import Testing

@Suite("How often a place is asked")
struct HostLimitsTests {
  private let place = EgressPlace(host: "a.b", port: 443)
  private let other = EgressPlace(host: "c.d", port: 443)

  @Test("lets a burst through, then as many as come back with time, and each place has its own")
  func rate() {
    var limits = HostLimits(perSecond: 10, burst: 2)
    #expect(limits.take(place, at: .zero) == nil && limits.take(place, at: .zero) == nil)
    #expect(limits.take(place, at: .zero) == .milliseconds(100))
    #expect(limits.take(other, at: .zero) == nil)
    #expect(limits.take(place, at: .milliseconds(100)) == nil)
    #expect(limits.take(place, at: .milliseconds(100)) != nil)
  }

  @Test("F14: waits as long as the place asked for, and only after 429 and 503", arguments: [429, 503])
  func pauses(_ status: Int) {
    var limits = HostLimits()
    limits.heard(status, pause: .seconds(30), from: place, at: .seconds(5))
    #expect(limits.take(place, at: .seconds(5)) == .seconds(30))
    #expect(limits.take(place, at: .seconds(34)) == .seconds(1))
    #expect(limits.take(other, at: .seconds(5)) == nil)
    // A later, shorter word does not lift an earlier one.
    limits.heard(status, pause: .seconds(1), from: place, at: .seconds(6))
    #expect(limits.take(place, at: .seconds(8)) == .seconds(27))
    #expect(limits.take(place, at: .seconds(35)) == nil)
    for status in [200, 301, 404, 500] { limits.heard(status, pause: .seconds(30), from: other, at: .zero) }
    limits.heard(429, pause: nil, from: other, at: .zero)
    #expect(limits.take(other, at: .zero) == nil)
  }

  @Test("remembers so many places, and those longest that it must")
  func bounded() {
    var limits = HostLimits(perSecond: 1, burst: 1, most: 10)
    limits.heard(429, pause: .seconds(3_000), from: place, at: .seconds(100))
    for index in 0..<1_000 {
      _ = limits.take(EgressPlace(host: "h\(index)", port: 1), at: .seconds(101 + index))
    }
    #expect(limits.take(place, at: .seconds(1_200)) == .seconds(1_900))
  }
}

@Suite("Who connects, and who waits")
struct HostQueueTests {
  private func place(_ name: String) -> EgressPlace { EgressPlace(host: name, port: 80) }

  @Test("lets so many in at a place, and the next when one leaves")
  func perPlace() {
    var queue = HostQueue<Int>(perPlace: 2, inAll: 10)
    #expect((1...4).map { queue.enter($0, at: place("a")) } == [.starts, .starts, .waits, .waits])
    #expect(queue.enter(5, at: place("b")) == .starts)
    #expect(queue.leave(place("a")) == [3])
    #expect(queue.leave(place("b")) == [])
    #expect(queue.running == 2 && queue.waiting == 1)
  }

  @Test("lets places take turns where there is not enough for all")
  func turns() {
    var queue = HostQueue<Int>(perPlace: 10, inAll: 1)
    #expect(queue.enter(0, at: place("a")) == .starts)
    for member in 1...5 { #expect(queue.enter(member, at: place("a")) == .waits) }
    for member in 11...12 { #expect(queue.enter(member, at: place("b")) == .waits) }
    #expect(queue.enter(21, at: place("c")) == .waits)
    var (order, running) = ([Int](), "a")
    while let next = queue.leave(place(running)).first {
      order.append(next)
      running = next < 10 ? "a" : next < 20 ? "b" : "c"
    }
    #expect(order == [1, 11, 21, 2, 12, 3, 4, 5])
    #expect(queue.running == 0 && queue.waiting == 0)
  }

  @Test("F16: passes by a place that hangs")
  func hanging() {
    var queue = HostQueue<Int>(perPlace: 2, inAll: 4)
    for member in 0..<100 { _ = queue.enter(member, at: place("hangs")) }
    for member in 100..<110 { _ = queue.enter(member, at: place("well")) }
    var finished = 0
    while finished < 10 {
      #expect(queue.running == 4)
      finished += 1
      let started = queue.leave(place("well"))
      #expect(started.allSatisfy { $0 >= 100 })
      if finished >= 9 { break }
    }
    #expect(queue.waiting == 98)
  }

  @Test("A38: keeps so many connections for one account, however many places it names, and the others go on")
  func accounts() {
    var queue = HostQueue<Int>(perPlace: 2, perAccount: 3, inAll: 10)
    func at(_ host: String, for account: String) -> EgressPlace { EgressPlace(host: host, port: 80, account: account) }
    let greedy = (0..<5).map { queue.enter($0, at: at("h\($0)", for: "greedy")) }
    #expect(greedy == [.starts, .starts, .starts, .waits, .waits])
    #expect(queue.enter(10, at: at("h0", for: "modest")) == .starts)
    #expect(queue.enter(11, at: at("h0", for: "modest")) == .starts)
    #expect(queue.leave(at("h0", for: "modest")) == [])
    #expect(queue.leave(at("h2", for: "greedy")) == [3])
    #expect((20..<26).map { queue.enter($0, at: at("n\($0)", for: "")) }.allSatisfy { $0 == .starts })
    #expect(queue.running == 10 && queue.waiting == 1)
  }

  @Test("is as long as it may be and no longer")
  func bounded() {
    var queue = HostQueue<Int>(perPlace: 1, inAll: 9, longest: 2, longestInAll: 3)
    #expect((1...4).map { queue.enter($0, at: place("a")) } == [.starts, .waits, .waits, .full])
    #expect((5...7).map { queue.enter($0, at: place("b")) } == [.starts, .waits, .full])
  }

  @Test("forgets who does not want to wait any more")
  func withdrawing() {
    var queue = HostQueue<Int>(perPlace: 1, inAll: 9)
    for member in 1...3 { _ = queue.enter(member, at: place("a")) }
    queue.withdraw(2, from: place("a"))
    queue.withdraw(9, from: place("a"))
    #expect(queue.waiting == 1)
    #expect(queue.leave(place("a")) == [3])
    #expect(queue.leave(place("a")) == [] && queue.leave(place("a")) == [])
    #expect(queue.running == 0)
  }
}
