import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let drifts = [
    ContractCase("how far a partnership was compared is kept, and replaced by what is told next") { trial in
      let (desk, other) = (try await trial.desk(), try await trial.desk("other"))
      let (known, handoff) = (desk.partnership(), trial.newID(Handoff.self))
      try await desk.write { try $0.put(known) }
      #expect(try await desk.read { try $0.comparison(over: known.id) } == nil)
      let first = Comparison(at: trial.now, nextAt: trial.later(600), sweptTo: handoff)
      let second = Comparison(at: trial.later(600), nextAt: trial.later(1_200), sweptTo: nil)
      for round in [first, second] {
        try await desk.write { try $0.put(round, over: known.id) }
        #expect(try await desk.read { try $0.comparison(over: known.id) } == round)
      }
      #expect(try await other.read { try $0.comparison(over: known.id) } == nil)
    },
    ContractCase("a handoff that differs is noted once, with the time at which it was found, until it is forgotten") {
      trial in
      let (desk, other) = (try await trial.desk(), try await trial.desk("other"))
      let (known, second) = (desk.partnership(), desk.partnership("Second"))
      let handoffs = (0..<3).map { _ in trial.newID(Handoff.self) }.sorted()
      try await desk.write { tx in
        for partnership in [known, second] { try tx.put(partnership) }
        for handoff in handoffs { try tx.noteDrift(of: handoff, over: known.id, at: trial.now) }
        try tx.noteDrift(of: handoffs[0], over: known.id, at: trial.later(60))
      }
      #expect(try await desk.read { try $0.drifted(over: known.id, limit: 9) } == handoffs)
      #expect(try await desk.read { try $0.drifted(over: known.id, limit: 2) } == Array(handoffs.prefix(2)))
      #expect(try await desk.read { try $0.drifted(over: second.id, limit: 9) } == [])
      #expect(try await other.read { try $0.drifted(over: known.id, limit: 9) } == [])
      let census = try await trial.tenants.deskCensuses(seenSince: trial.now).first { $0.tenant.id == desk.tenant }
      #expect(census?.drifted == .init(3, oldest: trial.now))
      try await desk.write { try $0.forgetDrift(of: handoffs[1], over: known.id) }
      #expect(try await desk.read { try $0.hasDrifted(handoffs[0], over: known.id) })
      #expect(try await desk.read { try !$0.hasDrifted(handoffs[1], over: known.id) })
    },
    ContractCase("the open handoffs over a partnership are read page by page, those that are over are not") { trial in
      let (desk, states) = (try await trial.desk(), [HandoffState.offered, .accepted, .completed, .confirmed])
      let (ticket, known) = (try await desk.ticket(), desk.partnership())
      let handoffs = states.map { desk.handoff(of: ticket.id, over: known.id, state: $0) }
      try await desk.write { tx in
        try tx.put(known)
        for handoff in handoffs { try tx.put(handoff) }
      }
      let open = handoffs.filter(\.state.isOpen).map(\.id).sorted()
      #expect(
        try await desk.read { try $0.openHandoffs(over: known.id, after: nil, limit: 2) } == Array(open.prefix(2)))
      #expect(try await desk.read { try $0.openHandoffs(over: known.id, after: open[1], limit: 2) } == [open[2]])
    },
    ContractCase("the handoffs that were talked about since a time are read page by page") { trial in
      let (desk, known) = (try await trial.desk(), trial.newID(Partnership.self))
      let handoffs = (0..<3).map { _ in trial.newID(Handoff.self) }.sorted()
      try await desk.write { tx in
        for handoff in handoffs { try tx.enqueue(try desk.delivery(on: .handoff(handoff), over: known, seq: 1)) }
        try tx.enqueue(try desk.delivery(on: .partnership(known), over: known, seq: 1))
      }
      func changed(since date: Date, after last: HandoffID? = nil, limit: Int = 9) async throws -> [HandoffID] {
        try await desk.read { try $0.handoffs(over: known, changedSince: date, after: last, limit: limit) }
      }
      #expect(try await changed(since: trial.now) == handoffs)
      #expect(try await changed(since: trial.now, after: handoffs[0], limit: 1) == [handoffs[1]])
      #expect(try await changed(since: trial.later(1)) == [])
    },
    ContractCase("the first message on a lane's way out that is not settled is known by its place") { trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 2)
      func first() async throws -> Place? { try await lane.desk.read { try $0.firstUnsettled(on: lane.lane) } }
      #expect(try await first() == Place(epoch: 1, seq: 1))
      let claim = try await lane.claimed()
      #expect(try await trial.queue.report(LaneReport(done: [lane.messages[0].id]), for: claim, now: trial.later(1)))
      #expect(try await first() == Place(epoch: 1, seq: 2))
      let next = try await lane.claimed(at: trial.later(2))
      #expect(try await trial.queue.report(LaneReport(done: [lane.messages[1].id]), for: next, now: trial.later(3)))
      #expect(try await first() == nil)
    },
    ContractCase("partnerships are due to be compared at the desk that invited, the longest due first") { trial in
      let (desk, other) = (try await trial.desk(), try await trial.desk("other"))
      var known: [PartnershipID] = []
      for _ in 0..<3 {
        var partnership = Partnership(inviting: trial.newID(), name: "Other", at: trial.now)
        try partnership.join(PartnerDesk(name: "Other", federationID: other.record.federationID, terms: nil))
        let joined = partnership
        known.append(joined.id)
        try await desk.write {
          try $0.put(joined)
          try $0.put(peer: other.tenant, of: joined.id)
        }
      }
      let (late, soon, never) = (known[0], known[1], known[2])
      try await desk.write {
        try $0.put(desk.partnership())
        try $0.put(Comparison(at: trial.now, nextAt: trial.later(60), sweptTo: nil), over: late)
        try $0.put(Comparison(at: trial.now, nextAt: trial.later(30), sweptTo: nil), over: soon)
      }
      func due(at date: Date, limit: Int = 9) async throws -> [PartnershipID] {
        try await trial.tenants.dueComparisons(now: date, limit: limit).map(\.partnership)
      }
      #expect(try await due(at: trial.later(10)) == [never])
      #expect(try await due(at: trial.later(30)) == [never, soon])
      #expect(try await due(at: trial.later(60)) == [never, soon, late])
      #expect(try await due(at: trial.later(60), limit: 1) == [never])
      // The clock was put back by two days.
      #expect(try await due(at: trial.later(-172_800)).count == 3)
    },
    ContractCase("a comment that was lost is put back, and found by its event") { trial in
      let desk = try await trial.desk()
      let ticket = try await desk.ticket()
      let comment = Comment(
        id: trial.newID(), ticket: ticket.id, event: trial.newID(), body: "what was said", format: .text,
        audience: .partner, author: Author(kind: .agent, name: "Ivan", desk: "Other"), origin: .partner,
        createdAt: trial.now)
      try await desk.write { try $0.restore(comment) }
      #expect(try await desk.read { try $0.comment(event: comment.event, on: ticket.id) } == comment)
    },
  ]
}
