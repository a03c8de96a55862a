package import Storage
package import Ticketing

/// Gives up what an external desk said and cannot be applied, so that what waits behind it is heard.
package struct DropReport: Sendable {
  package let report: ReportID

  package init(_ report: ReportID) { self.report = report }

  /// - Returns: how many of those behind it were applied.
  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws -> Int {
    guard var kept = try tx.report(report) else { throw NotFound() }
    switch kept.state {
    case .done, .dropped: return 0
    case .waiting, .parked, .unmatched: break
    }
    kept.state = .dropped
    try tx.put(kept)
    return try HearAgain(external: kept.external).perform(in: tx, &moment)
  }
}
