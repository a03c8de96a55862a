import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// What people change: tickets, terms, rules, the desk itself; and what they do about what is stuck.
extension World {
  func setStatus(_ desk: Int, _ chance: inout Chance) throws {
    guard let ticket = someTicket(desk, &chance), let status = chance.pick(desks[desk].statuses) else { return }
    var input = TicketInput()
    input.status = status
    if try act(desk, ChangeTicket(ticket, input), "sets “\(status)”") != nil { loosen(ticket, at: desk) }
  }

  /// The desk has taken a ticket up again for itself, where no handoff ties it any more.
  func loosen(_ ticket: TicketID, at desk: Int) {
    let isTied = desks[desk].handoffs.contains {
      desks[desk].seen[$0].map { $0.ticket == ticket && $0.side == .delegate && $0.state.isOpen } ?? false
    }
    if !isTied { desks[desk].loose.insert(ticket) }
  }

  func changeDetails(_ desk: Int, _ chance: inout Chance) throws {
    guard let ticket = someTicket(desk, &chance) else { return }
    var input = TicketInput()
    switch chance.below(3) {
    case 0:
      let priority = chance.pick(Priority.allCases) ?? .normal
      input.changes.priority = priority
      return try prioritise(ticket, priority, by: ChangeTicket(ticket, input), at: desk)
    case 1: input.changes.site = .to(Site(address: Canary.site, phone: Canary.sitePhone))
    default: input.fields = [Canary.field: .text("\(Canary.fieldValue) \(nextWord())")]
    }
    _ = try act(desk, ChangeTicket(ticket, input), "changes the ticket")
  }

  func changeTerms(_ desk: Int, _ chance: inout Chance) throws {
    guard let id = chance.pick(desks[desk].handoffs), let handoff = desks[desk].seen[id] else { return }
    let later = time(at: desk, in: chance.span(upTo: 100_000_000))
    if handoff.side == .delegator, !chance.happens(0.5) {
      let priority = chance.pick(Priority.allCases) ?? .normal
      let change = ChangeHandoff(id, priority: priority, reason: "it presses")
      return try prioritise(handoff.ticket, priority, by: change, at: desk)
    }
    let change =
      handoff.side == .delegate
      ? ChangeHandoff(id, eta: .to(later), reason: "parts are due")
      : ChangeHandoff(id, respondBy: .to(later), resolveBy: chance.happens(0.5) ? .to(later) : nil)
    _ = try act(desk, change, "changes the terms")
  }

  /// A part of a ticket, or two tickets that are one.
  func tie(_ desk: Int, _ chance: inout Chance) throws {
    guard let ticket = someTicket(desk, &chance) else { return }
    if chance.happens(0.5) {
      var input = TicketInput()
      input.changes.subject = "Part \(nextWord())"
      if let child = try act(desk, OpenChild(of: ticket, input), "opens a part") {
        desks[desk].know(child.ticket.id)
      }
    } else if let other = someTicket(desk, &chance) {
      if try act(desk, MergeTicket(ticket, into: other), "merges") != nil {
        desks[desk].loose.formUnion([ticket, other])
        desks[desk].merged.insert(ticket)
      }
    }
  }

  func changeRules(_ desk: Int, _ chance: inout Chance) throws {
    guard let partnership = chance.pick(desks[desk].partnerships) else { return }
    switch chance.below(4) {
    case 0, 1: _ = try act(desk, SetSharing(partnership, sharing(&chance)), "shares otherwise")
    case 2: _ = try translate(desk, partnership, &chance)
    default:
      let change = ChangePartnership(
        partnership, receives: chance.happens(0.2) ? chance.happens(0.5) : nil, settings: settings(&chance))
      _ = try act(desk, change, "changes the partnership")
    }
  }

  func suspend(_ desk: Int, _ chance: inout Chance) throws {
    guard let partnership = chance.pick(desks[desk].partnerships) else { return }
    if chance.happens(0.5) {
      _ = try act(desk, SuspendPartnership(partnership), "suspends a partnership")
    } else {
      _ = try act(desk, ResumePartnership(partnership), "resumes a partnership")
    }
  }

  /// Partnerships by which tickets came that were handed on are ended rather than others: there is most to settle.
  func endPartnership(_ desk: Int, _ chance: inout Chance) throws {
    guard scenario.kinds.contains(.revoked) else { return }
    let desk = chance.pick(desks.filter { !$0.passedOn.isEmpty })?.index ?? desk
    let passedOn = desks[desk].passedOn
    guard let partnership = chance.pick(passedOn.isEmpty ? desks[desk].partnerships : passedOn) else { return }
    let end = EndPartnership(partnership, keepsCopies: chance.happens(0.5))
    let before = desks[desk].seen
    if try act(desk, end, "ends a partnership") != nil {
      chronicle.strike(.revoked, at: .accepted, now, name(desk))
      try checkEnd(of: partnership, at: desk, before)
    }
  }

  /// Tries what is parked again, or gives up a piece of conversation.
  func dealWithParked(_ desk: Int, _ chance: inout Chance) throws {
    let stuck = try deliveries(at: desk, .parked)
    guard let record = chance.pick(stuck) else { return }
    if record.kind.isTalk, chance.happens(0.3) {
      spare(record)
      try drop(record, at: desk)
    } else {
      try retry(record, at: desk)
    }
  }

  /// People have seen to it: what kept the message from arriving is mended.
  func spare(_ record: Delivery) {
    doomed.remove(record.event)
    poisoned.remove(record.event)
    spared.insert(record.event)
  }

  func deliveries(at desk: Int, _ state: Delivery.State) throws -> [Delivery] {
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    var query = DeliveryQuery()
    query.state = state
    return try loop.run { [query] in
      try await store.desks.read(in: tenant) { try $0.deliveries(query, PageRequest(limit: 200)).items }
    }.get()
  }

  func changeDesk(_ desk: Int, _ chance: inout Chance) throws {
    if chance.happens(0.5) {
      _ = try act(desk, ChangeDesk(passesThrough: chance.happens(0.5)), "changes the desk")
    } else {
      let category = chance.pick(StatusCategory.allCases) ?? .inProgress
      _ = try act(desk, AddStatus(name: "status \(nextWord())", category: category, position: nil), "adds a status")
      try learnStatuses(desk)
    }
  }

  /// Very much at once.
  func storm(_ desk: Int, _ chance: inout Chance) throws {
    guard scenario.kinds.contains(.storm), let ticket = someTicket(desk, &chance) else { return }
    chronicle.strike(.storm, at: .accepted, now, name(desk))
    for _ in 0..<chance.among(10...50) { try say(.partner, on: ticket, at: desk, &chance) }
  }
}

extension Message.Kind {
  /// Whether it is conversation only: without it the two desks' records still fit.
  var isTalk: Bool {
    switch self {
    case .comment, .edit, .retract, .file: true
    case .offer, .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .priority,
      .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync,
      .resynced, .remind, .forgotten:
      false
    }
  }
}
