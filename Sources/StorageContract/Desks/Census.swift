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
  ]
}
