import HTTPTypes
package import Measuring
package import Ticketing

/// How often the doors are opened: for one person, for one desk, and for strangers by the network that they come from.
///
/// A desk that asks too often is told so, and its neighbours notice nothing. Nothing here is shared between desks.
package final class RequestRates: Sendable {
  package struct Limits: Sendable {
    /// For each person's or program's tokens and sessions together.
    package var person = RateLimit(perSecond: 20_000)
    /// For all of a desk.
    package var desk = RateLimit(perSecond: 30_000)
    /// For pages that are open to anybody, and for what shows no good token, by network.
    package var stranger = RateLimit(perSecond: 2_000, burst: 10_000)
    /// For forms that are open to anybody: signing in, a second step, a welcome; by network.
    package var knock = RateLimit(perSecond: 10, burst: 200)

    package init() {}

    package static var none: Limits {
      var limits = Limits()
      (limits.person, limits.desk, limits.stranger, limits.knock) = (.none, .none, .none, .none)
      return limits
    }
  }

  private let persons: TokenBuckets<AgentID>
  private let desks: TokenBuckets<TenantID>
  private let strangers: TokenBuckets<String>
  private let knocks: TokenBuckets<String>
  private let uptime: @Sendable () -> Duration
  private let refused = (person: Counter(), desk: Counter(), stranger: Counter(), knock: Counter())

  /// - Parameter uptime: of a clock that never goes back.
  package init(_ limits: Limits = Limits(), uptime: @escaping @Sendable () -> Duration = RequestRates.sinceStart) {
    persons = TokenBuckets(limits.person)
    desks = TokenBuckets(limits.desk)
    strangers = TokenBuckets(limits.stranger)
    knocks = TokenBuckets(limits.knock)
    self.uptime = uptime
  }

  private static let start = ContinuousClock.now
  package static let sinceStart: @Sendable () -> Duration = { start.duration(to: .now) }

  /// Counts a request of somebody who is known. A person's own bound comes first: one of them cannot use up a desk's.
  ///
  /// - Throws: a 429.
  package func pass(_ actor: Actor) throws {
    let now = uptime()
    if let wait = persons.take(actor.agent, at: now) { throw Self.problem(refused.person, wait) }
    if let wait = desks.take(actor.tenant, at: now) { throw Self.problem(refused.desk, wait) }
  }

  /// Counts a request of somebody who is not.
  ///
  /// - Parameter isKnock: whether it may be a guess at a secret.
  /// - Throws: a 429.
  package func pass(strangerFrom address: String?, isKnock: Bool) throws {
    let (network, now) = (Network.of(address ?? ""), uptime())
    if isKnock, let wait = knocks.take(network, at: now) { throw Self.problem(refused.knock, wait) }
    if let wait = strangers.take(network, at: now) { throw Self.problem(refused.stranger, wait) }
  }

  package var families: [MetricFamily] {
    let counted = [
      ("person", refused.person), ("desk", refused.desk), ("stranger", refused.stranger), ("knock", refused.knock),
    ]
    return [
      MetricFamily(
        .counter, "baton_http_limited_total", "Requests refused with 429 because they came too often, by whose bound.",
        counted.map { MetricSample(Double($1.value), [MetricLabel("bound", $0)]) })
    ]
  }

  private static func problem(_ counter: Counter, _ wait: Duration) -> Problem {
    counter.add()
    let seconds = max(1, wait.components.seconds + (wait.components.attoseconds > 0 ? 1 : 0))
    return Problem(
      429, "Too often", "There are too many requests from here at once; wait \(seconds) s and go on more slowly.",
      headers: [.retryAfter: "\(seconds)"])
  }
}
