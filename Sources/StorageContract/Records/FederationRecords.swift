import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let federationRecords = [
    ContractCase("a partnership comes back, with every optional value and with none") { trial in
      let desk = try await trial.desk()
      let status = desk.statuses.first(.closed)
      let sharing = SharingRules(
        audiences: [.partner, .public], attachments: false, names: .role, requester: .contact, fields: ["site", "é"],
        chain: .times)
      let mapping = Mapping(
        in: [.closed: status.id], out: [status.id: .resolved], events: [.returned: status.id],
        labels: ["Erledigt": status.id], fields: [FieldPair(theirs: "a", ours: "b")])
      let full = Partnership(
        id: trial.newID(), name: "Beta", isInviter: true,
        partner: PartnerDesk(
          name: "Beta GmbH", federationID: try trial.secret(5),
          terms: Terms(name: "Beta GmbH", sharing: sharing, receives: false)),
        phase: .joined, isSuspendedHere: true, isSuspendedThere: true, receives: true, sharing: sharing,
        mapping: mapping,
        settings: PartnershipSettings(
          confirmAfterDays: 3, resolvesOnCompletion: true, holdsPublicWords: true, withdrawsUnanswered: true,
          requires: CompletionRequirement.allCases),
        lane: Lane(epoch: 2, sent: 3, peerEpoch: 4, applied: 5), createdAt: trial.now)
      let unheard = Partnership(
        id: trial.newID(), name: "Gamma", isInviter: false,
        partner: PartnerDesk(name: "Gamma", federationID: try trial.secret(6), terms: nil), phase: .ended,
        isSuspendedHere: false, isSuspendedThere: false, receives: false, sharing: .standard, mapping: nil,
        settings: PartnershipSettings(), lane: Lane(), createdAt: trial.now)
      let all = [full, desk.partnership(), unheard]
      try await desk.write { for partnership in all { try $0.put(partnership) } }
      // Written again, nothing is lost.
      try await desk.write { for partnership in all { try $0.put(partnership) } }
      try await trial.reopen()
      for partnership in all {
        #expect(try await desk.read { try $0.partnership(partnership.id) } == partnership)
        #expect(try await desk.write { try $0.lock(partnership.id) } == partnership)
        #expect(try await desk.read { try $0.peer(of: partnership.id) } == nil)
      }
      let peer = trial.newID(Tenant.self)
      try await desk.write { try $0.put(peer: peer, of: full.id) }
      #expect(try await desk.read { try $0.peer(of: full.id) } == peer)
    },
    ContractCase("handoffs and partnerships asked for together are those asked for one by one, however many") { trial in
      let desk = try await trial.desk()
      let other = try await trial.desk("other")
      let partnerships = (0..<3).map { desk.partnership("P\($0)") }
      var tickets: [Ticket] = []
      for number in 1...60 { tickets.append(try await desk.ticket("Ticket \(number)")) }
      let handoffs = tickets.enumerated().flatMap { index, ticket in
        (0..<index % 3).map { desk.handoff(of: ticket.id, over: partnerships[$0].id) }
      }
      try await desk.write {
        for partnership in partnerships { try $0.put(partnership) }
        for handoff in handoffs { try $0.put(handoff) }
      }
      let ids = Set(tickets.map(\.id))
      let together = try await desk.read { try $0.handoffs(of: ids) }
      #expect(together.count == handoffs.count)
      for ticket in tickets {
        let alone = try await desk.read { try $0.handoffs(of: ticket.id) }
        #expect(together.filter { $0.ticket == ticket.id } == alone)
      }
      let asked = Set(partnerships.map(\.id)).union([trial.newID()])
      let found = try await desk.read { try $0.partnerships(asked) }
      #expect(Set(found.map(\.id)) == Set(partnerships.map(\.id)))
      #expect(try await desk.read { try $0.partnerships([]) } == [])
      #expect(try await other.read { try $0.handoffs(of: ids) } == [])
      #expect(try await other.read { try $0.partnerships(asked) } == [])
    },
    ContractCase("an invitation comes back, with a message and without, and a new code replaces the old") { trial in
      let desk = try await trial.desk()
      let (full, bare) = (desk.partnership("A"), desk.partnership("B"))
      let first = Invitation(
        partnership: full.id, secretHash: [0, 1, 255], message: "Hello", expiresAt: trial.later(60))
      let second = Invitation(partnership: bare.id, secretHash: [2], message: nil, expiresAt: trial.later(61))
      let renewed = Invitation(partnership: full.id, secretHash: [9], message: nil, expiresAt: trial.later(62))
      try await desk.write {
        for partnership in [full, bare] { try $0.put(partnership) }
        for invitation in [first, second] { try $0.put(invitation) }
      }
      #expect(try await desk.read { try $0.invitation(secretHash: [0, 1, 255]) } == first)
      #expect(try await desk.read { try $0.invitation(secretHash: [2]) } == second)
      #expect(try await desk.read { try $0.invitation(of: full.id) } == first)
      try await desk.write { try $0.put(renewed) }
      #expect(try await desk.read { try $0.invitation(secretHash: [0, 1, 255]) } == nil)
      #expect(try await desk.read { try $0.invitation(secretHash: [9]) } == renewed)
    },
    ContractCase("a handoff comes back, with every optional value and with none") { trial in
      let desk = try await trial.desk()
      let ticket = try await desk.ticket()
      let partnership = desk.partnership()
      var moment = trial.newMoment()
      let report = StatusReport(
        category: .onHold, label: "Wartet", hold: Hold(reason: nil, until: trial.later(3)))
      let hops = [ChainHop(desk: "C", isHolder: true, category: .new, label: "Neu", since: trial.later(4))]
      let full = Handoff(
        id: trial.newID(), partnership: partnership.id, ticket: ticket.id, side: .delegate, state: .completed,
        turn: Turn(epoch: 2, number: 3), lane: Lane(epoch: 4, sent: 5, peerEpoch: 6, applied: 7),
        chain: ChainTags(startingAt: desk.record.federationID, moment: &moment), follows: trial.newID(),
        offeredAt: trial.now, since: trial.later(1), message: "please", requires: [.serialNumber, .report],
        partnerNumber: 4711, respondBy: trial.later(5), resolveBy: trial.later(6), eta: trial.later(7),
        completion: Completion(
          resolution: Resolution(code: .noFault, text: "ok"), minutes: 90, serialNumber: "S"),
        reason: "why", confirmAt: trial.later(8), isOverdue: true, partnerStatus: report, toldStatus: report,
        beyond: hops, toldChain: hops, replySeq: 9)
      let bare = desk.handoff(of: ticket.id, over: partnership.id)
      try await desk.write {
        try $0.put(partnership)
        for handoff in [full, bare] { try $0.put(handoff) }
      }
      try await desk.write { for handoff in [full, bare] { try $0.put(handoff) } }
      #expect(try await desk.read { try $0.handoff(full.id) } == full)
      #expect(try await desk.read { try $0.handoff(bare.id) } == bare)
      #expect(Set(try await desk.read { try $0.handoffs(of: ticket.id) }.map(\.id)) == [full.id, bare.id])
      #expect(Set(try await desk.read { try $0.openHandoffs(over: partnership.id) }.map(\.id)) == [full.id, bare.id])
      let open = try await desk.read { try $0.openHandoffTickets(over: partnership.id) }
      #expect(Set(open.map(\.handoff.id)) == [full.id, bare.id])
      #expect(open.allSatisfy { $0.number == ticket.number && $0.subject == ticket.subject })
      #expect(
        try await desk.read { try $0.openHandoffCounts() } == [partnership.id: OpenHandoffs(out: 1, in: 1)])
      var query = HandoffQuery()
      query.side = .delegate
      query.state = .completed
      query.partnership = partnership.id
      let narrow = query
      #expect(try await desk.read { try $0.handoffs(narrow, PageRequest()) }.items == [full])
      let line = HandoffLine(handoff: full, ticket: ticket, partner: partnership.partnerName)
      for order in HandoffLineQuery.Order.allCases {
        let lines = HandoffLineQuery(.delegate, [.completed, .declined], order)
        #expect(try await desk.read { try $0.handoffLines(lines, PageRequest()) }.items == [line])
        let others = HandoffLineQuery(.delegate, [.offered], order)
        #expect(try await desk.read { try $0.handoffLines(others, PageRequest()) }.items == [])
      }
      let locked = try await desk.write { try $0.lock(ticket.id) }
      #expect(locked?.chained.legs.map(\.partnership) == [partnership, partnership])
    },
    ContractCase("a delivery comes back, with every optional value and with none") { trial in
      let desk = try await trial.desk()
      let (partnership, handoff) = (trial.newID(Partnership.self), trial.newID(Handoff.self))
      let ticket = try await desk.ticket()
      var full = Delivery(
        id: trial.newID(), direction: .in, partnership: partnership, lane: .handoff(handoff), ticket: ticket.id,
        epoch: 2, seq: 3, event: trial.newID(), kind: .return, state: .parked, reason: .missingFile,
        createdAt: trial.now, finishedAt: trial.later(1), attempts: 4, wireBytes: [0, 1, 255])
      let bare = try desk.delivery(on: .partnership(partnership), over: partnership, seq: 1)
      try await desk.write { [full] in
        try $0.insert(full)
        try $0.enqueue(bare)
      }
      full.state = .done
      full.reason = nil
      try await desk.write { [full] in try $0.update(full) }
      let id = full.id
      #expect(try await desk.read { try $0.delivery(id) } == full)
      #expect(try await desk.read { try $0.delivery(.in, lane: .handoff(handoff), epoch: 2, seq: 3) } == full)
      #expect(try await desk.read { try $0.delivery(.out, lane: .handoff(handoff), epoch: 2, seq: 3) } == nil)
      #expect(try await desk.read { try $0.delivery(bare.id) } == bare)
      #expect(try await desk.read { try $0.attempts(of: bare.id) } == [])
      var query = DeliveryQuery()
      query.state = .done
      query.direction = .in
      query.ticket = ticket.id
      query.partnership = partnership
      let narrow = query
      #expect(try await desk.read { try $0.deliveries(narrow, PageRequest()) }.items == [full])
    },
    ContractCase("deliveries are listed with ticket and partner, the newest first where asked") { trial in
      let desk = try await trial.desk()
      let (ticket, partnership) = (try await desk.ticket(), desk.partnership("Beta"))
      var first = try desk.delivery(on: .partnership(partnership.id), over: partnership.id, seq: 1)
      first.ticket = ticket.id
      let (about, stray) = (first, try desk.delivery(on: .partnership(trial.newID()), over: trial.newID(), seq: 1))
      try await desk.write {
        try $0.put(partnership)
        for delivery in [about, stray] { try $0.enqueue(delivery) }
      }
      var query = DeliveryQuery()
      query.isNewestFirst = true
      let newest = query
      let all = try await desk.read { try $0.listedDeliveries(newest, PageRequest()) }.items
      let expected = [
        ListedDelivery(stray, ticketNumber: nil, partner: nil),
        ListedDelivery(about, ticketNumber: ticket.number, partner: "Beta"),
      ]
      #expect(all == expected.sorted { $0.delivery.id > $1.delivery.id })
      let page = try await desk.read { try $0.listedDeliveries(newest, PageRequest(limit: 1)) }
      #expect(page.items == [all[0]])
      #expect(try await desk.read { try $0.listedDeliveries(newest, PageRequest(after: page.next)) }.items == [all[1]])
      #expect(try await desk.read { try $0.deliveries(newest, PageRequest()) }.items == all.map(\.delivery))
    },
    ContractCase("that an entry crossed is kept once for each handoff") { trial in
      let desk = try await trial.desk()
      let (event, one, two) = (trial.newID(OriginalEvent.self), trial.newID(Handoff.self), trial.newID(Handoff.self))
      try await desk.write { for handoff in [one, two, one] { try $0.noteCrossing(of: event, over: handoff) } }
      #expect(try await desk.read { try $0.crossings(of: event) } == [one, two])
    },
  ]
}
