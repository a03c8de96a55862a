package import Federation
package import Foundation
package import Storage
package import Ticketing

/// What a desk's people read of a drift. One that cannot be put right is told once, however often it is found.
extension DeskTransaction {
  package func noteDrift(
    of handoff: HandoffID, over partnership: Partnership, _ found: DriftReport, _ moment: Moment
  ) throws {
    guard try !hasDrifted(handoff, over: partnership.id) else { return }
    try noteDrift(of: handoff, over: partnership.id, at: moment.now)
    for kind in found.kinds {
      var facts: [AuditFact] = [.name(partnership.partnerName), .difference(kind)]
      if kind == .messages || kind == .content {
        facts.append(.count(found.count))
        if let last = found.lastCommon { facts.append(.lastCommon(last)) }
      }
      try log("drift.find", handoff, facts, moment)
    }
  }

  package func concludeDrift(
    of handoff: HandoffID, over partnership: Partnership, _ conclusion: DriftConclusion, _ moment: Moment
  ) throws {
    guard try hasDrifted(handoff, over: partnership.id) else { return }
    try forgetDrift(of: handoff, over: partnership.id)
    if conclusion.found.kinds.isEmpty { try log("drift.heal", handoff, [.name(partnership.partnerName)], moment) }
    for kind in conclusion.found.kinds {
      try log("drift.heal", handoff, [.name(partnership.partnerName), .difference(kind)], moment)
    }
  }

  private func log(_ action: String, _ handoff: HandoffID, _ facts: [AuditFact], _ moment: Moment) throws {
    try append(
      AuditRecord(at: moment.now, source: .system, action: action, subject: handoff.description, facts: facts))
  }
}

extension DeskReader {
  /// What is kept of some messages, as far as their bytes are what their rows say.
  package func wireBytes(_ direction: Delivery.Direction, of handoff: Handoff, at seqs: [Int]) throws -> [Data] {
    let epoch = direction == .out ? handoff.lane.epoch : handoff.lane.peerEpoch
    return try seqs.compactMap { seq in
      let kept = try delivery(direction, lane: .handoff(handoff.id), epoch: epoch, seq: seq)
      return kept.flatMap { $0.isWhole(in: handoff) ? Data($0.wireBytes) : nil }
    }
  }
}
