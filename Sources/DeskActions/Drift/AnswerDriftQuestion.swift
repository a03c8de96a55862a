package import Federation
import Foundation
package import Storage
package import Ticketing

/// Answers a partner that compares handoffs.
package struct AnswerDriftQuestion: Sendable {
  package let sender: TenantID
  package let partnership: PartnershipID
  package let question: DriftQuestion

  /// So many are named at most.
  private static let mostOpen = 1_000

  package init(_ question: DriftQuestion, over partnership: PartnershipID, from sender: TenantID) {
    self.question = question
    self.partnership = partnership
    self.sender = sender
  }

  /// Whether the answer changes nothing here.
  package var onlyLooks: Bool {
    switch question {
    case .open, .standing, .entries: true
    case .mend, .conclude: false
    }
  }

  /// Answers what only looks; anything else is refused.
  package func look(in tx: any DeskReader) throws -> DriftAnswer {
    guard let known = try tx.partnership(partnership), try isAsked(over: known, tx) else { return .refused }
    switch question {
    case .open(let last, let limit):
      return .open(try tx.openHandoffs(over: partnership, after: last, limit: min(limit, Self.mostOpen)))
    case .standing(let questions): return .standing(try questions.compactMap { try answer($0, tx) })
    case .entries(let question):
      guard let handoff = try mine(question.handoff, tx) else { return .refused }
      return .entries(
        try tx.entries(
          question.areSaid ? .out : .in, of: handoff, after: question.after, upTo: question.upTo,
          limit: EntriesQuestion.page))
    case .mend, .conclude: return .refused
    }
  }

  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws -> DriftAnswer {
    guard let known = try tx.lock(partnership), try isAsked(over: known, tx) else { return .refused }
    switch question {
    case .open, .standing, .entries: return try look(in: tx)
    case .mend(let mending):
      guard let handoff = try mine(mending.handoff, tx) else { return .refused }
      return .mended(try mend(handoff, mending, known, tx, &moment))
    case .conclude(let conclusion):
      guard let handoff = try mine(conclusion.handoff, tx) else { return .refused }
      try tx.concludeDrift(of: handoff.id, over: known, conclusion, moment)
      return .concluded
    }
  }

  private func isAsked(over known: Partnership, _ tx: any DeskReader) throws -> Bool {
    try known.phase == .joined && tx.peer(of: partnership) == sender
  }

  private func mine(_ id: HandoffID, _ tx: any DeskReader) throws -> Handoff? {
    try tx.handoff(id).flatMap { $0.partnership == partnership ? $0 : nil }
  }

  private func answer(_ question: StandingQuestion, _ tx: any DeskReader) throws -> StandingAnswer? {
    guard let handoff = try mine(question.handoff, tx) else { return nil }
    let standing = try tx.standing(of: handoff)
    guard standing.isComparable(with: question.standing) else {
      return StandingAnswer(handoff: handoff.id, standing: standing, digests: nil)
    }
    let digests = DigestPair(
      said: try tx.digest(.out, of: handoff, upTo: standing.commonSaid(with: question.standing)),
      heard: try tx.digest(.in, of: handoff, upTo: standing.commonHeard(with: question.standing)))
    return StandingAnswer(handoff: handoff.id, standing: standing, digests: digests)
  }

  /// What the asker wants is taken before anything is put right by what it gives.
  private func mend(
    _ handoff: Handoff, _ mending: Mending, _ known: Partnership, _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> Mended {
    let mended = Mended(
      said: try tx.wireBytes(.out, of: handoff, at: mending.wantsSaid),
      heard: try tx.wireBytes(.in, of: handoff, at: mending.wantsHeard))
    try tx.noteDrift(of: handoff.id, over: known, mending.found, moment)
    try RepairHandoff(handoff.id, mending.repair).perform(in: tx, &moment)
    return mended
  }
}
