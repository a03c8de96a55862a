import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// What single messages do, read from the protocol's text as a person would, and nothing of the product's own tables.
extension World {
  /// What the desk has before a message comes whose effect is looked at closely; nil for any other.
  func glimpse(of envelope: Envelope, at desk: Int) throws -> Glimpse? {
    switch envelope.message.kind {
    case .status, .withdraw, .recall, .confirm, .complete, .end, .priority:
      guard let id = envelope.handoff else { return nil }
      let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
      return try loop.run { try await store.desks.read(in: tenant) { try Glimpse(id, reading: $0) } }.get()
    case .offer, .rework, .accept, .decline, .return, .comment, .edit, .retract, .file, .deadlines, .eta, .fields,
      .chain, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync, .resynced, .remind, .forgotten:
      return nil
    }
  }

  /// Holds what became of it against the book; only where this one message was applied and no other.
  func compare(_ before: Glimpse?, with envelope: Envelope, at desk: Int) throws {
    guard let before, let after = try glimpse(of: envelope, at: desk),
      after.handoff.lane.applied == before.handoff.lane.applied + 1, envelope.seq == after.handoff.lane.applied,
      after.handoff.lane.peerEpoch == before.handoff.lane.peerEpoch, envelope.epoch == after.handoff.lane.peerEpoch,
      before.handoff.lane.recovery == nil
    else { return }
    chronicle.check(.book)
    let what = "\(name(desk)) heard \(envelope.brief)"
    switch envelope.message {
    case .status(let report): try check(report, envelope, before, after, what)
    case .withdraw, .recall: try checkCascade(before, after, what)
    case .confirm: try checkConfirmation(before, after, what)
    case .complete(let completion): try check(completion, envelope, before, after, what)
    case .end(let ending): try check(ending, before, after, what)
    case .priority(let note): try check(note, before, after, at: desk, what)
    case .offer, .rework, .accept, .decline, .return, .comment, .edit, .retract, .file, .deadlines, .eta, .fields,
      .chain, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync, .resynced, .remind, .forgotten:
      break
    }
  }

  /// A delegate's status counts at the delegator's own turn and while the work is with the delegate, translated.
  private func check(
    _ report: StatusReport, _ envelope: Envelope, _ before: Glimpse, _ after: Glimpse, _ what: String
  ) throws {
    let isOvertaken = report.category == .waitingForRequester && envelope.seen < before.handoff.replySeq
    let counts =
      before.handoff.state == .accepted && envelope.turn == before.handoff.turn && !report.category.isEnded
      && !isOvertaken
    let shown = counts ? Self.translated(report, before) : before.status.id
    guard after.status.id == shown else {
      throw Breach(.book, "\(what), and its ticket went from “\(before.status.name)” to “\(after.status.name)”")
    }
  }

  private static func translated(_ report: StatusReport, _ desk: Glimpse) -> StatusID? {
    if let mapping = desk.partnership.mapping {
      let labels = mapping.labels.filter { $0.key.lowercased() == report.label.lowercased() }
      return labels.first?.value ?? mapping.in[report.category]
    }
    let mirror: StatusCategory =
      switch report.category {
      case .new, .inProgress, .waitingForPartner: .waitingForPartner
      case .waitingForRequester, .onHold, .resolved, .closed, .cancelled: report.category
      }
    return desk.book.statuses.first { $0.category == mirror }?.id
  }

  /// What is taken away above is taken from the desk below; what is completed there stays so.
  private func checkCascade(_ before: Glimpse, _ after: Glimpse, _ what: String) throws {
    guard before.handoff.state.isOpen, !after.handoff.state.isOpen else { return }
    for inner in before.others where inner.side == .delegator {
      let due: HandoffState =
        switch inner.state {
        case .offered: .withdrawn
        case .accepted: .recalled
        case .completed, .confirmed, .declined, .withdrawn, .recalled, .returned: inner.state
        }
      try require(inner.id, due, after, what)
    }
  }

  private func checkConfirmation(_ before: Glimpse, _ after: Glimpse, _ what: String) throws {
    guard before.handoff.state == .completed, after.handoff.state == .confirmed else { return }
    for inner in before.others where inner.side == .delegator && inner.state == .completed {
      try require(inner.id, .confirmed, after, what)
    }
  }

  private func require(_ inner: HandoffID, _ due: HandoffState, _ after: Glimpse, _ what: String) throws {
    guard let now = after.others.first(where: { $0.id == inner }), now.state != due else { return }
    throw Breach(.book, "\(what), and its own handoff is \(now.state) instead of \(due)")
  }

  private func check(
    _ completion: Completion, _ envelope: Envelope, _ before: Glimpse, _ after: Glimpse, _ what: String
  ) throws {
    guard before.handoff.state == .accepted, envelope.turn == before.handoff.turn else { return }
    guard after.handoff.state == .completed, after.handoff.completion == completion,
      after.resolution == completion.resolution
    else {
      throw Breach(.book, "\(what), and has not what was said of it")
    }
    let days = Double(before.partnership.settings.confirmAfterDays)
    guard let due = after.handoff.confirmAt, abs(due.timeIntervalSince(after.handoff.since) - days * 86_400) < 1 else {
      throw Breach(.book, "\(what), and confirms it at another time than was agreed")
    }
    guard let upper = before.upper, upper.state == .accepted else { return }
    let isEnough = upper.requires.allSatisfy { requirement in
      switch requirement {
      case .report: !completion.resolution.text.isEmpty
      case .serialNumber: completion.serialNumber?.isEmpty == false
      case .minutes: completion.minutes != nil
      }
    }
    // Nobody makes a move towards a desk of which they do not know yet what it has heard since a restore.
    let isKnown = upper.lane.recovery == nil
    let passes = before.passesThrough && isEnough && !before.hasOpenChildren && isKnown
    try require(upper.id, passes ? .completed : .accepted, after, what)
  }

  /// The end of a partnership leaves the delegate a copy where that was agreed, and takes the work from below otherwise.
  private func check(_ ending: Ending, _ before: Glimpse, _ after: Glimpse, _ what: String) throws {
    guard before.handoff.side == .delegate, before.handoff.state.isOpen else { return }
    if ending.keepsCopy, before.handoff.state == .accepted {
      guard after.status.id == before.status.id else { throw Breach(.book, "\(what), and did not keep its copy") }
    } else if ending.outcome != .confirmed {
      try checkCascade(before, after, what)
    }
  }
}

/// What people may do, and when.
extension World {
  /// The states in which a side may make a move.
  private static let permitted: [String: (Side, [HandoffState])] = [
    "withdraw": (.delegator, [.offered]), "recall": (.delegator, [.accepted, .completed]),
    "rework": (.delegator, [.completed]), "confirm": (.delegator, [.completed]), "accept": (.delegate, [.offered]),
    "decline": (.delegate, [.offered]), "complete": (.delegate, [.accepted]), "return": (.delegate, [.accepted]),
  ]

  /// Makes a move, and holds against the book whether it was permitted.
  func make<Move: Action>(_ word: String, _ move: Move, on id: HandoffID, at desk: Int) throws {
    guard let before = desks[desk].seen[id], let (side, states) = Self.permitted[word] else { return }
    let inner = desks[desk].handoffs.compactMap { desks[desk].seen[$0] }.contains {
      $0.ticket == before.ticket && $0.side == .delegator && ($0.state == .offered || $0.state == .accepted)
    }
    let isActive = desks[desk].active.contains(before.partnership)
    guard try act(desk, move, "makes the move “\(word)”") != nil else { return }
    chronicle.check(.book)
    guard before.side == side, states.contains(before.state) else {
      throw Breach(
        .book, "\(name(desk)), the \(before.side.rawValue), made the move “\(word)” when it was \(before.state)")
    }
    if word == "accept", !isActive { throw Breach(.book, "\(name(desk)) accepted over a partnership that rests") }
    if word == "complete" || word == "return", inner {
      throw Breach(.book, "\(name(desk)) made the move “\(word)” with work still below")
    }
  }

  /// Whether a ticket may be offered, as far as the desk's own handoffs say.
  func mayOffer(_ ticket: TicketID, over partnership: PartnershipID, at desk: Int) -> Bool {
    let handoffs = desks[desk].handoffs.compactMap { desks[desk].seen[$0] }.filter { $0.ticket == ticket }
    return desks[desk].active.contains(partnership)
      && handoffs.allSatisfy { $0.side == .delegator ? !$0.state.isOpen : !$0.state.isOpen || $0.state == .accepted }
  }
}
