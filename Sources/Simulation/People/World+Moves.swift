import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// Handing over and answering, as people do it: also where they may not.
extension World {
  func offer(_ desk: Int, _ chance: inout Chance) throws {
    // Mostly by whoever holds something that may be handed on.
    var desk = desk
    var ticket = someTicket(desk, &chance)
    if chance.happens(0.8), let (holder, held) = chance.pick(heldTickets()) { (desk, ticket) = (holder, held) }
    guard let ticket, let partnership = chance.pick(desks[desk].partnerships) else {
      return
    }
    try offer(ticket, over: partnership, by: desk, &chance)
  }

  func offer(_ ticket: TicketID, over partnership: PartnershipID, by desk: Int, _ chance: inout Chance) throws {
    let soon = time(at: desk, in: chance.span(upTo: 400_000_000))
    let offer = OfferHandoff(
      ticket, to: partnership, message: chance.happens(0.5) ? "Please look at it" : nil,
      respondBy: chance.happens(0.3) ? soon : nil, resolveBy: chance.happens(0.3) ? soon : nil)
    let partner = peer(of: partnership, than: desk)
    let isInChain = chainAbove(ticket, at: desk).contains(partner)
    let mayOffer = mayOffer(ticket, over: partnership, at: desk)
    guard try act(desk, offer, "offers a ticket to \(name(partner))") != nil else { return }
    chronicle.check(.loop)
    guard mayOffer else { throw Breach(.book, "\(name(desk)) offered a ticket that it might not offer") }
    if isInChain { throw Breach(.loop, "\(name(desk)) handed a ticket to \(name(partner)), where it came from") }
  }

  /// Tickets that nobody has been offered, at the desks that may offer them.
  private func heldTickets() -> [(Int, TicketID)] {
    var held: [(Int, TicketID)] = []
    for desk in desks.indices {
      for ticket in desks[desk].tickets where !desks[desk].merged.contains(ticket) {
        let handoffs = desks[desk].handoffs.compactMap { desks[desk].seen[$0] }.filter { $0.ticket == ticket }
        let isFree = handoffs.allSatisfy { handoff in
          switch handoff.side {
          case .delegate: handoff.state == .accepted
          case .delegator: !handoff.state.isOpen
          }
        }
        if isFree { held.append((desk, ticket)) }
      }
    }
    return held
  }

  func peer(of partnership: PartnershipID, than desk: Int) -> Int {
    guard let (one, other) = ends[partnership] else { return desk }
    return desk == one ? other : one
  }

  /// The desks that a ticket came from, by the open handoffs above it.
  private func chainAbove(_ ticket: TicketID, at desk: Int) -> [Int] {
    var above: [Int] = []
    var (desk, ticket) = (desk, ticket)
    while above.count < desks.count {
      let site = desks[desk]
      let up = site.handoffs.compactMap { site.seen[$0] }.first {
        $0.ticket == ticket && $0.side == .delegate && $0.state.isOpen
      }
      guard let up else { return above }
      desk = peer(of: up.partnership, than: desk)
      above.append(desk)
      guard let upper = desks[desk].seen[up.id] else { return above }
      ticket = upper.ticket
    }
    return above
  }

  /// Mostly whoever's answer something waits for answers.
  func moveSomewhere(_ desk: Int, _ chance: inout Chance) throws {
    guard chance.happens(0.8) else { return try move(desk, &chance) }
    var waiting: [(HandoffID, Int)] = []
    for desk in desks.indices {
      for id in desks[desk].handoffs {
        guard let handoff = desks[desk].seen[id] else { continue }
        switch (handoff.side, handoff.state) {
        case (.delegate, .offered): waiting += [(id, desk), (id, desk), (id, desk)]
        case (.delegate, .accepted), (.delegator, .completed): waiting.append((id, desk))
        case (.delegate, _), (.delegator, _): continue
        }
      }
    }
    guard let (id, who) = chance.pick(waiting) else { return try move(desk, &chance) }
    try move(id, at: who, &chance)
  }

  func move(_ desk: Int, _ chance: inout Chance) throws {
    let open = desks[desk].handoffs.filter { desks[desk].seen[$0]?.state.isOpen == true }
    let pool = open.isEmpty || chance.happens(0.1) ? desks[desk].handoffs : open
    guard let id = chance.pick(pool) else { return }
    try move(id, at: desk, &chance)
  }

  func move(_ id: HandoffID, at desk: Int, _ chance: inout Chance) throws {
    guard let handoff = desks[desk].seen[id] else { return }
    // Mostly what may be done, sometimes what may not.
    let isOdd = chance.happens(0.15)
    switch (handoff.side, handoff.state) {
    case (.delegate, .offered) where !isOdd:
      try chance.happens(0.8) ? accept(id, desk, &chance) : decline(id, desk)
    case (.delegate, .accepted) where !isOdd:
      try chance.happens(0.7) ? complete(id, desk, &chance) : giveBack(id, desk)
    case (.delegator, .offered) where !isOdd: try withdraw(id, desk)
    case (.delegator, .accepted) where !isOdd: try recall(id, desk, &chance)
    case (.delegator, .completed) where !isOdd:
      switch chance.below(4) {
      case 0: try rework(id, desk)
      case 1: try recall(id, desk, &chance)
      default: try confirm(id, desk)
      }
    case (.delegate, _):
      switch chance.below(4) {
      case 0: try accept(id, desk, &chance)
      case 1: try decline(id, desk)
      case 2: try complete(id, desk, &chance)
      default: try giveBack(id, desk)
      }
    case (.delegator, _):
      switch chance.below(4) {
      case 0: try withdraw(id, desk)
      case 1: try recall(id, desk, &chance)
      case 2: try rework(id, desk)
      default: try confirm(id, desk)
      }
    }
  }

  private func accept(_ id: HandoffID, _ desk: Int, _ chance: inout Chance) throws {
    let eta = chance.happens(0.3) ? time(at: desk, in: 3_600_000) : nil
    try make("accept", AcceptHandoff(id, eta: eta), on: id, at: desk)
  }

  private func decline(_ id: HandoffID, _ desk: Int) throws {
    try make(
      "decline", DeclineHandoff(id, reason: "no time for \(Canary.address(desk)) \(Canary.reason(desk))"), on: id,
      at: desk)
  }

  private func complete(_ id: HandoffID, _ desk: Int, _ chance: inout Chance) throws {
    let completion = Completion(
      resolution: Resolution(code: .fixed, text: "A new fuse, see \(Canary.address(desk))"),
      minutes: chance.happens(0.7) ? 12 : nil)
    try make("complete", CompleteHandoff(id, completion), on: id, at: desk)
  }

  private func giveBack(_ id: HandoffID, _ desk: Int) throws {
    try make("return", ReturnHandoff(id, reason: "beyond us \(Canary.reason(desk))"), on: id, at: desk)
  }

  private func withdraw(_ id: HandoffID, _ desk: Int) throws {
    try make("withdraw", WithdrawHandoff(id), on: id, at: desk)
  }

  private func recall(_ id: HandoffID, _ desk: Int, _ chance: inout Chance) throws {
    let then = chance.happens(0.2) ? desks[desk].statuses.first { $0 == "Cancelled" } : nil
    try make("recall", RecallHandoff(id, reason: "wrong desk \(Canary.reason(desk))", then: then), on: id, at: desk)
  }

  private func rework(_ id: HandoffID, _ desk: Int) throws {
    try make("rework", ReworkHandoff(id, reason: "still dead \(Canary.reason(desk))"), on: id, at: desk)
  }

  private func confirm(_ id: HandoffID, _ desk: Int) throws {
    try make("confirm", ConfirmHandoff(id), on: id, at: desk)
  }

  /// Both desks of one handoff act at once, neither having heard of the other's move.
  func race(_ chance: inout Chance) throws {
    guard scenario.kinds.contains(.races) else { return }
    var pairs: [(HandoffID, Int, Int)] = []
    for desk in desks.indices {
      for id in desks[desk].handoffs {
        guard let handoff = desks[desk].seen[id], handoff.side == .delegator, handoff.state.isOpen else { continue }
        pairs.append((id, desk, peer(of: handoff.partnership, than: desk)))
      }
    }
    guard let (id, upper, lower) = chance.pick(pairs) else { return }
    chronicle.strike(.races, at: .accepted, now, "\(name(upper)) and \(name(lower))")
    for desk in chance.happens(0.5) ? [upper, lower] : [lower, upper] { try move(id, at: desk, &chance) }
  }

  /// Somebody hands a ticket back over another way to a desk that it came from.
  func tryLoop(_ desk: Int, _ chance: inout Chance) throws {
    guard scenario.kinds.contains(.loops) else { return }
    for ticket in desks[desk].tickets.reversed() {
      let above = chainAbove(ticket, at: desk)
      let back = desks[desk].partnerships.filter { above.contains(peer(of: $0, than: desk)) }
      guard let partnership = chance.pick(back) else { continue }
      chronicle.strike(.loops, at: .accepted, now)
      return try offer(ticket, over: partnership, by: desk, &chance)
    }
  }
}
