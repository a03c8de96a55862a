package import ConnectorKit
import Federation
import Foundation
package import Storage
import StrictJSON
package import Ticketing

/// Takes in what an external desk says, at the desk that stands in for it: once, and each ticket's in order. What cannot be
/// applied is kept and holds back only its own ticket.
package struct HearReports: Sendable {
  package let reports: [Report]
  private let known: KnownMapping?

  /// - Parameter known: the mapping, as whoever brings the reports has read it.
  package init(_ reports: [Report], knowing known: KnownMapping? = nil) {
    self.reports = reports
    self.known = known
  }

  /// What became of them.
  package struct Outcome: Sendable, Equatable {
    package var applied = 0
    package var known = 0
    package var kept = 0

    package init() {}
  }

  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws -> Outcome {
    var outcome = Outcome()
    guard !reports.isEmpty else { return outcome }
    let ground = try HearingGround(tx, knowing: known)
    for report in reports {
      if let key = report.key, try tx.isKnown(reportKey: key) {
        outcome.known += 1
        continue
      }
      var kept = KeptReport(
        id: moment.newID(), external: report.ticket.id, key: report.key, receivedAt: moment.now, state: .done,
        report: try report.jsonBytes)
      if try !tx.openReports(external: report.ticket.id).isEmpty {
        kept.state = .waiting
      } else {
        kept.note(try Hearing(report, at: ground, in: tx).apply(&moment))
      }
      try tx.put(kept)
      if kept.state == .done { outcome.applied += 1 } else { outcome.kept += 1 }
    }
    return outcome
  }
}

/// Tries again what was kept of an external ticket, in order, until something cannot be applied: after the mapping was
/// extended, or by a person's word.
package struct HearAgain: Sendable {
  /// The external ticket's id there.
  package let external: String

  package init(external: String) { self.external = external }

  /// - Returns: how many were applied.
  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws -> Int {
    var applied = 0
    let ground = try HearingGround(tx)
    for var kept in try tx.openReports(external: external) {
      guard let report = try? Report(jsonBytes: kept.report) else {
        kept.note(.unreadable)
        try tx.put(kept)
        return applied
      }
      kept.note(try Hearing(report, at: ground, in: tx).apply(&moment))
      try tx.put(kept)
      guard kept.state == .done else { return applied }
      applied += 1
    }
    return applied
  }
}

extension KeptReport {
  fileprivate mutating func note(_ refusal: ReportRefusal?) {
    switch refusal {
    case nil: (state, reason) = (.done, nil)
    case .overtaken: (state, reason) = (.done, refusal?.description)
    case .unmatched: (state, reason) = (.unmatched, refusal?.description)
    case .unmapped, .forbidden, .reopenedTooEarly, .unreadable: (state, reason) = (.parked, refusal?.description)
    }
  }
}
