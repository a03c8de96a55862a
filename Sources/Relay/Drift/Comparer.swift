import DeskActions
import Federation
package import Foundation
package import Logging
package import Storage
import Ticketing

/// Compares handoffs with what the partner keeps of them, and has put right what has drifted apart: what was talked about
/// since the last time, what is known to differ, and in a slow round all that are open.
package struct Comparer: Sendable {
  private let storage: any DeskStorage
  private let correspondence: any Correspondence
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64
  private let logger: Logger
  private let measures: DriftMeasures

  /// So many handoffs are asked about at once.
  private static let page = 100
  /// How far the slow round goes each time: 10,000 open handoffs, compared every ten minutes, take eight hours.
  private static let swept = 200
  /// At most this many of those that changed; the slow round comes to the others.
  private static let mostChanged = 5_000
  /// Ids are made before what they name is on disk.
  private static let overlap: TimeInterval = 60

  package init(
    storage: any DeskStorage, correspondence: any Correspondence, now: @escaping @Sendable () -> Date,
    seed: @escaping @Sendable () -> UInt64, logger: Logger, measures: DriftMeasures = DriftMeasures()
  ) {
    self.storage = storage
    self.correspondence = correspondence
    self.now = now
    self.seed = seed
    self.logger = logger
    self.measures = measures
  }

  /// Compares what is due over a partnership.
  @discardableResult
  package func compare(_ due: DueComparison, again nextAt: Date) async throws -> DriftTally {
    let start = now()
    let last = try await storage.read(in: due.tenant) { try $0.comparison(over: due.partnership) }
    // Written first: what goes wrong now does not come again at once.
    try await note(Comparison(at: start, nextAt: nextAt, sweptTo: last?.sweptTo), of: due)
    guard let pair = try await pair(due) else { return DriftTally() }
    let swept = try await pair.open(after: last?.sweptTo, limit: Self.swept)
    let tally = try await compare(Set(swept.handoffs + recent(of: due, since: last?.at)).sorted(), between: pair, due)
    try await note(Comparison(at: start, nextAt: nextAt, sweptTo: swept.next), of: due)
    return tally
  }

  /// Compares all that are open, and all that is known to differ.
  package func compareAll(_ due: DueComparison) async throws -> DriftTally {
    guard let pair = try await pair(due) else { return DriftTally() }
    let differing = try await recent(of: due, since: nil)
    var (tally, last) = (DriftTally(), HandoffID?.none)
    var seen: Set<HandoffID> = []
    repeat {
      let open = try await pair.open(after: last, limit: Self.page)
      tally += try await compare(open.handoffs, between: pair, due)
      seen.formUnion(open.handoffs)
      last = open.next
    } while last != nil
    tally += try await compare(differing.filter { !seen.contains($0) }, between: pair, due)
    return tally
  }

  /// Nil where the partner is not on this hub.
  private func pair(_ due: DueComparison) async throws -> DeskPair? {
    try await storage.read(in: due.tenant) { try $0.peer(of: due.partnership) }.map {
      DeskPair(due, peer: $0, storage: storage, correspondence: correspondence)
    }
  }

  private func note(_ round: Comparison, of due: DueComparison) async throws {
    try await storage.write(in: due.tenant) { try $0.put(round, over: due.partnership) }
  }

  /// What is known to differ, and what was talked about since.
  private func recent(of due: DueComparison, since: Date?) async throws -> [HandoffID] {
    try await storage.read(in: due.tenant) { tx in
      var found = try tx.drifted(over: due.partnership, limit: Self.mostChanged)
      guard let since else { return found }
      found += try tx.handoffs(
        over: due.partnership, changedSince: since.addingTimeInterval(-Self.overlap), after: nil,
        limit: Self.mostChanged)
      return found
    }
  }

  private func compare(
    _ handoffs: [HandoffID], between pair: DeskPair, _ due: DueComparison
  ) async throws -> DriftTally {
    var tally = DriftTally()
    let known = Set(
      try await storage.read(in: due.tenant) { try $0.drifted(over: due.partnership, limit: Self.mostChanged) })
    for start in stride(from: 0, to: handoffs.count, by: Self.page) {
      try Task.checkCancellation()
      let page = Array(handoffs[start..<min(start + Self.page, handoffs.count)])
      guard let findings = try await pair.compare(page) else { return tally }
      var part = DriftTally()
      part.compared = page.count
      for id in findings.agreed where known.contains(id) {
        try await pair.conclude(id, DriftReport(kinds: []), Moment(now: now(), seed: seed()))
        part.healed += 1
      }
      for drift in findings.drifts { part += try await heal(drift, between: pair) }
      measures.note(part)
      tally += part
    }
    return tally
  }

  private func heal(_ drift: Drift, between pair: DeskPair) async throws -> DriftTally {
    var tally = DriftTally()
    if try await !pair.isKnown(drift.handoff) {
      tally.found = 1
      logger.warning(
        "two desks' records of a handoff have drifted apart",
        metadata: [
          "handoff": "\(drift.handoff)", "differences": "\(drift.report.kinds.map(\.rawValue).joined(separator: " "))",
        ])
    }
    let isHealed = try await pair.mend(drift, Moment(now: now(), seed: seed()))
    guard isHealed else { return tally }
    tally.healed = 1
    logger.notice("two desks' records of a handoff agree again", metadata: ["handoff": "\(drift.handoff)"])
    return tally
  }
}
