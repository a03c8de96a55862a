import Federation
import Foundation
import Storage
import Ticketing

/// A desk's lane to a partner, with messages on it.
struct LaneTrial: Sendable {
  let desk: TrialDesk
  let partnership: Partnership
  let lane: LaneID
  let messages: [Delivery]

  var trial: Trial { desk.trial }
  var queue: any DeliveryQueue { trial.queue }
  var key: LaneKey { LaneKey(tenant: desk.tenant, lane: lane) }

  init(_ desk: TrialDesk, messages count: Int = 1, of kind: Kind = .handoff) async throws {
    self.desk = desk
    let partnership = desk.partnership()
    self.partnership = partnership
    let lane: LaneID =
      switch kind {
      case .handoff: .handoff(desk.trial.newID())
      case .partnership: .partnership(partnership.id)
      case .outside: .outside(desk.trial.newID())
      }
    self.lane = lane
    messages = try (0..<count).map { try desk.delivery(on: lane, over: partnership.id, seq: $0 + 1) }
    try await desk.write { [messages] in
      try $0.put(partnership)
      // The order in which they are written is not the order in which they go.
      for message in messages.reversed() { try $0.enqueue(message) }
    }
  }

  enum Kind {
    case handoff
    case partnership
    case outside
  }

  func claim(at now: Date? = nil, for seconds: Double = 30, limit: Int = 9) async throws -> LaneClaim? {
    let now = now ?? trial.now
    return try await queue.claim(key, limit: limit, now: now, until: now.addingTimeInterval(seconds))
  }

  /// Claims what must be free.
  func claimed(at now: Date? = nil) async throws -> LaneClaim {
    guard let claim = try await claim(at: now) else { throw Refusal() }
    return claim
  }

  func states() async throws -> [Delivery.State?] {
    try await desk.read { [messages] reader in try messages.map { try reader.delivery($0.id)?.state } }
  }

  /// Every second one has a cause.
  func attempt(_ message: Int, number: Int = 1, _ outcome: String = "delivered") -> Attempt {
    Attempt(
      delivery: messages[message].id, number: number, at: trial.now, outcome: outcome, excerpt: "HTTP 200 ü",
      cause: number.isMultiple(of: 2) ? nil : AttemptCause("lacking", ["fields": "close_code, “ü”"]))
  }
}
