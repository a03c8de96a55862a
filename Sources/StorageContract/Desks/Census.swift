import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let census = [
    ContractCase("a census of a new hub counts nothing") { trial in
      let census = try await trial.tenants.census()
      #expect(census == HubCensus(tenants: 0, tickets: 0, unsettled: []))
    },
    ContractCase("a census counts the desks, their tickets, and what is not settled, over all desks") { trial in
      let (acme, beta) = (try await trial.desk("acme"), try await trial.desk("beta"))
      for _ in 0..<3 { _ = try await acme.ticket() }
      _ = try await beta.ticket()
      let lanes = [try await LaneTrial(acme, messages: 2), try await LaneTrial(beta), try await LaneTrial(beta)]
      let claim = try await lanes[1].claimed()
      let report = LaneReport(parked: lanes[1].messages[0].id, parkReason: .spent)
      #expect(try await trial.queue.report(report, for: claim, now: trial.now))
      let done = try await lanes[2].claimed()
      #expect(try await trial.queue.report(LaneReport(done: [lanes[2].messages[0].id]), for: done, now: trial.now))

      let census = try await trial.tenants.census()
      #expect(census.tenants == 2)
      #expect(census.tickets == 4)
      #expect(
        census.unsettled == [
          HubCensus.Unsettled(direction: .out, state: .parked, count: 1, oldest: trial.now),
          HubCensus.Unsettled(direction: .out, state: .waiting, count: 2, oldest: trial.now),
        ])
    },
    ContractCase("each desk is counted for itself: people, tickets, files, and what has not come to its end") { trial in
      let (acme, beta) = (try await trial.desk("acme"), try await trial.desk("beta"))
      let (ann, gone) = (try acme.agent("ann@acme.example"), try acme.agent("gone@acme.example"))
      let open = try await acme.ticket()
      _ = try await acme.ticket()
      let lane = try await LaneTrial(acme, messages: 2)
      let mail = acme.mail(to: ann.id, on: open.id)
      try await acme.write { [trial] tx in
        var left = gone
        try left.setActive(false, otherAdmins: 1)
        try tx.put(ann)
        try tx.put(left)
        try tx.enqueue(mail)
        try tx.put(trial.session(of: ann.id, seenAt: trial.now))
        try tx.put(trial.session(of: ann.id, seenAt: trial.later(-9_000)))
        try tx.put(trial.session(of: ann.id, seenAt: trial.now, endedAt: trial.now))
      }
      let claim = try await lane.claimed()
      let report = LaneReport(parked: lane.messages[0].id, parkReason: .spent)
      #expect(try await trial.queue.report(report, for: claim, now: trial.now))

      let found = try await trial.tenants.deskCensuses(seenSince: trial.later(-3_600))
      var expected = DeskCensus(tenant: acme.record.tenant)
      (expected.people, expected.tickets, expected.openTickets, expected.sessions) = (1, 2, 2, 1)
      (expected.waiting, expected.parked) = (.init(1, oldest: trial.now), .init(1, oldest: trial.now))
      expected.waitingMails = .init(1, oldest: trial.now)
      #expect(found == [expected, DeskCensus(tenant: beta.record.tenant)])
      let piles = try await trial.tenants.deliveryPiles(of: acme.tenant)
      #expect(Set(piles.map(\.state)) == [.waiting, .parked] && piles.allSatisfy { $0.count == 1 })
      #expect(piles.first { $0.state == .parked }?.reason == .spent)
      #expect(try await trial.tenants.deliveryPiles(of: beta.tenant) == [])
    },
  ]
}

extension Trial {
  fileprivate func session(of agent: AgentID, seenAt: Date, endedAt: Date? = nil) -> SessionRecord {
    let id: SessionID = newID()
    return SessionRecord(
      id: id, agent: agent, secretHash: Array("\(id)".utf8), createdAt: now, seenAt: seenAt, confirmedAt: now,
      endedAt: endedAt)
  }
}
