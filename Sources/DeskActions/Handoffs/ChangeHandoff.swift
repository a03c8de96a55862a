package import Federation
package import Foundation
package import Storage
package import Ticketing

/// Changes what the two desks agreed about time: the delegate its ETA, the delegator deadlines and priority.
package struct ChangeHandoff: Action {
  package let handoff: HandoffID
  package let eta: Setting<Date>?
  package let priority: Priority?
  package let respondBy: Setting<Date>?
  package let resolveBy: Setting<Date>?
  package let reason: String?

  package init(
    _ handoff: HandoffID, eta: Setting<Date>? = nil, priority: Priority? = nil, respondBy: Setting<Date>? = nil,
    resolveBy: Setting<Date>? = nil, reason: String? = nil
  ) {
    self.handoff = handoff
    self.eta = eta
    self.priority = priority
    self.respondBy = respondBy
    self.resolveBy = resolveBy
    self.reason = reason
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Handoff {
    try actor.require(.agent)
    let record = try tx.existingHandoff(handoff)
    try check(for: record.side)
    try Deadline.check([("/respond_by", respondBy?.value), ("/resolve_by", resolveBy?.value)], moment.now)
    return try tx.move(handoff, by: actor, &moment) { chained, author, moment in
      if let eta { try chained.change(handoff, eta: Eta(eta: eta.value, reason: reason), by: author, &moment) }
      guard priority != nil || respondBy != nil || resolveBy != nil else { return }
      let deadlines =
        respondBy == nil && resolveBy == nil
        ? nil
        : Deadlines(
          respondBy: respondBy.map(\.value) ?? record.respondBy, resolveBy: resolveBy.map(\.value) ?? record.resolveBy,
          reason: reason)
      try chained.change(
        handoff, deadlines: deadlines, priority: priority.map { PriorityNote(priority: $0, reason: reason) },
        by: author, &moment)
    }
  }

  private func check(for side: Side) throws {
    var problems: [InvalidInput.Problem] = []
    func refuse(_ name: String, _ isGiven: Bool, _ whose: String) {
      if isGiven { problems.append(.init(pointer: "/\(name)", detail: "is the \(whose)'s to change")) }
    }
    switch side {
    case .delegator: refuse("eta", eta != nil, "delegate")
    case .delegate:
      refuse("priority", priority != nil, "delegator")
      refuse("respond_by", respondBy != nil, "delegator")
      refuse("resolve_by", resolveBy != nil, "delegator")
    }
    guard problems.isEmpty else { throw InvalidInput(problems) }
  }
}
