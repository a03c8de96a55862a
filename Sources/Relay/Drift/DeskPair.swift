import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// What came of a comparison.
struct Findings: Sendable {
  var drifts: [Drift] = []
  var agreed: [HandoffID] = []
}

/// Two desks with handoffs between them: one that asks, whose storage is here, and one that answers.
struct DeskPair: Sendable {
  private let asker: TenantID
  private let peer: TenantID
  private let partnership: PartnershipID
  private let storage: any DeskStorage
  private let correspondence: any Correspondence

  init(
    _ due: DueComparison, peer: TenantID, storage: any DeskStorage, correspondence: any Correspondence
  ) {
    asker = due.tenant
    self.peer = peer
    partnership = due.partnership
    self.storage = storage
    self.correspondence = correspondence
  }

  /// The handoffs that one of the two desks has open, in order of their ids, behind one: some, and the last of them where
  /// more follow.
  func open(after last: HandoffID?, limit: Int) async throws -> (handoffs: [HandoffID], next: HandoffID?) {
    let own = try await storage.read(in: asker) { try $0.openHandoffs(over: partnership, after: last, limit: limit) }
    guard case .open(let theirs) = try await ask(.open(after: last, limit: limit)) else { return ([], nil) }
    // A list that is cut off says nothing of what lies behind its end.
    let next = [own, theirs].filter { $0.count == limit }.compactMap(\.last).min()
    return (Set(own + theirs).filter { $0 <= next ?? $0 }.sorted(), next)
  }

  /// Compares some handoffs; nil where the other desk does not answer as a partner.
  func compare(_ handoffs: [HandoffID]) async throws -> Findings? {
    let questions = try await storage.read(in: asker) { tx in
      try handoffs.compactMap { id in
        try tx.handoff(id).map { StandingQuestion(handoff: id, standing: try tx.standing(of: $0)) }
      }
    }
    guard case .standing(let answers) = try await ask(.standing(questions)) else { return nil }
    let answered = Dictionary(answers.map { ($0.handoff, $0) }) { first, _ in first }
    var findings = Findings()
    for question in questions {
      if let answer = answered[question.handoff] {
        try await compare(question, answer, &findings)
      } else if question.standing.isLost {
        findings.drifts.append(Drift(unknown: question.handoff, question.standing))
      }
    }
    return findings
  }

  private func compare(
    _ question: StandingQuestion, _ answer: StandingAnswer, _ findings: inout Findings
  ) async throws {
    let (id, before, there) = (question.handoff, question.standing, answer.standing)
    // What cannot be compared now neither agrees nor differs.
    guard let digests = answer.digests else { return }
    let (said, heard) = (before.commonSaid(with: there), before.commonHeard(with: there))
    let looked = try await storage.read(in: asker) { tx in
      try tx.handoff(id).map { handoff in
        (
          after: try tx.standing(of: handoff),
          isSaidAlike: try tx.digest(.out, of: handoff, upTo: said) == digests.heard,
          isHeardAlike: try tx.digest(.in, of: handoff, upTo: heard) == digests.said
        )
      }
    }
    guard let looked, looked.after.isComparable(with: there) else { return }
    let drift = Drift(
      id, before: before, there, after: looked.after,
      said: looked.isSaidAlike ? [] : try await differences(of: id, areSaid: true, upTo: said),
      heard: looked.isHeardAlike ? [] : try await differences(of: id, areSaid: false, upTo: heard))
    if let drift { findings.drifts.append(drift) } else { findings.agreed.append(id) }
  }

  /// Where the messages differ that the asker has said, or has heard.
  private func differences(of id: HandoffID, areSaid: Bool, upTo end: Int) async throws -> [LaneDifference] {
    var (here, there) = ([LaneEntry](), [LaneEntry]())
    var isWhole = false
    while !isWhole {
      let question = EntriesQuestion(handoff: id, areSaid: !areSaid, after: there.last?.seq ?? 0, upTo: end)
      guard case .entries(let page) = try await ask(.entries(question)) else { return [] }
      there += page
      isWhole = page.count < EntriesQuestion.page
    }
    isWhole = false
    while !isWhole {
      let last = here.last?.seq ?? 0
      let page = try await storage.read(in: asker) { tx in
        try tx.handoff(id).map {
          try tx.entries(areSaid ? .out : .in, of: $0, after: last, upTo: end, limit: EntriesQuestion.page)
        } ?? []
      }
      here += page
      isWhole = page.count < EntriesQuestion.page
    }
    return areSaid
      ? LaneDifference.all(sent: here, heard: there, upTo: end)
      : LaneDifference.all(sent: there, heard: here, upTo: end)
  }

  /// Whether it was found before, and not put right.
  func isKnown(_ id: HandoffID) async throws -> Bool {
    try await storage.read(in: asker) { try $0.hasDrifted(id, over: partnership) }
  }

  /// Has both desks put right what is theirs, and write down what was found and whether it was healed.
  func mend(_ drift: Drift, _ moment: Moment) async throws -> Bool {
    let own = try await storage.read(in: asker) { tx in
      try tx.handoff(drift.handoff).map { handoff in
        (
          given: try tx.wireBytes(.out, of: handoff, at: drift.given),
          givenBack: try tx.wireBytes(.in, of: handoff, at: drift.givenBack)
        )
      }
    }
    guard let own else { return false }
    let mending = Mending(
      handoff: drift.handoff, found: drift.report,
      repair: LaneRepair(
        heard: own.given, said: own.givenBack, resendFrom: drift.resendThere, settles: drift.isUnsettled),
      wantsSaid: drift.wanted, wantsHeard: drift.wantedBack)
    var repair = LaneRepair(resendFrom: drift.resendHere, settles: drift.isUnsettled)
    if case .mended(let mended) = try await ask(.mend(mending)) {
      (repair.heard, repair.said) = (mended.said, mended.heard)
    }
    try await self.repair(drift, repair, moment)
    guard try await compare([drift.handoff])?.agreed == [drift.handoff] else { return false }
    try await conclude(drift.handoff, drift.report, moment)
    return true
  }

  private func repair(_ drift: Drift, _ repair: LaneRepair, _ moment: Moment) async throws {
    try await storage.write(in: asker) { tx in
      var moment = moment
      guard let known = try tx.lock(partnership) else { return }
      try tx.noteDrift(of: drift.handoff, over: known, drift.report, moment)
      try RepairHandoff(drift.handoff, repair).perform(in: tx, &moment)
    }
  }

  /// Has both desks write down that a handoff agrees again.
  func conclude(_ id: HandoffID, _ found: DriftReport, _ moment: Moment) async throws {
    let conclusion = DriftConclusion(handoff: id, found: found)
    _ = try await ask(.conclude(conclusion))
    try await storage.write(in: asker) { tx in
      guard let known = try tx.lock(partnership) else { return }
      try tx.concludeDrift(of: id, over: known, conclusion, moment)
    }
  }

  private func ask(_ question: DriftQuestion) async throws -> DriftAnswer {
    try await correspondence.ask(question, over: partnership, of: peer, by: asker)
  }
}

extension Standing {
  /// Whether the other desk must know of the handoff: it has acknowledged something of it, and it is not over.
  fileprivate var isLost: Bool { state.isOpen && delivered > 0 && !isRecovering }
}
