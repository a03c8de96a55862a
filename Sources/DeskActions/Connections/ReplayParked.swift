import ConnectorKit
import Federation
import Foundation
package import Storage
package import Ticketing

/// Tries again all that is parked of a connection: what came and did not fit, ticket by ticket and in order, and what the far
/// side refused. Several transactions, each of which may be done again.
package struct ReplayParked: Sendable {
  private let connection: Connection
  /// Who asked for it; nil where a change of the connection did, by which only what was refused may get through.
  private let actor: Actor?

  /// What became of it.
  package struct Outcome: Sendable, Equatable {
    /// What came from there: applied now, and still parked or waiting.
    package var applied = 0
    package var left = 0
    /// Messages to there that are on their way again.
    package var sent = 0
  }

  package init(_ connection: Connection, by actor: Actor?) {
    self.connection = connection
    self.actor = actor
  }

  /// - Parameter moments: a new one for each transaction.
  package func perform(_ storage: any DeskStorage, _ moments: @Sendable () -> Moment) async throws -> Outcome {
    let tenant = connection.standIn
    var outcome = Outcome()
    for external in try await parkedTickets(storage) {
      let (applied, left) = try await storage.write(in: tenant) { [moment = moments()] tx in
        var moment = moment
        let applied = try HearAgain(external: external).perform(in: tx, &moment)
        return (applied, try tx.openReports(external: external).count)
      }
      outcome.applied += applied
      outcome.left += left
    }
    for delivery in try await refused(storage) {
      let isSent = try await storage.write(in: tenant) { [actor, moment = moments()] tx in
        var moment = moment
        guard let record = try tx.delivery(delivery), record.state == .parked else { return false }
        if let actor {
          _ = try RetryDelivery(delivery).perform(by: actor, in: tx, &moment)
        } else {
          try tx.retry(record, &moment)
        }
        return true
      }
      if isSent { outcome.sent += 1 }
    }
    return outcome
  }

  /// The external tickets of which something is parked, each once.
  private func parkedTickets(_ storage: any DeskStorage) async throws -> [String] {
    try await storage.read(in: connection.standIn) { tx in
      var found: [String] = []
      var known: Set<String> = []
      var page = PageRequest(limit: 200)
      while true {
        let reports = try tx.reports(in: .parked, page)
        for report in reports.items where known.insert(report.external).inserted { found.append(report.external) }
        guard let next = reports.next else { return found }
        page = PageRequest(limit: 200, after: next)
      }
    }
  }

  private func refused(_ storage: any DeskStorage) async throws -> [DeliveryID] {
    try await storage.read(in: connection.standIn) { [actor] tx in
      var query = DeliveryQuery()
      query.state = .parked
      query.direction = .out
      query.isOutside = true
      var found: [DeliveryID] = []
      var page = PageRequest(limit: 200)
      while true {
        let parked = try tx.deliveries(query, page)
        found += parked.items.filter { actor != nil || [.refusedOutside, .cameBack].contains($0.reason) }.map(\.id)
        guard let next = parked.next else { return found }
        page = PageRequest(limit: 200, after: next)
      }
    }
  }
}
