import Foundation
package import Storage
import Ticketing

/// By what the operator's list of desks is sorted.
package enum DeskOrder: String, CaseIterable, Sendable {
  /// What needs somebody first.
  case trouble
  case name, people, tickets, handoffs, files, waiting, failed, mails, sessions

  package func sorted(_ desks: [DeskCensus]) -> [DeskCensus] {
    desks.sorted { left, right in
      let (first, second) = (weights(of: left), weights(of: right))
      guard first == second else { return second.lexicographicallyPrecedes(first) }
      return (left.tenant.name.lowercased(), left.tenant.slug) < (right.tenant.name.lowercased(), right.tenant.slug)
    }
  }

  /// The heaviest comes first.
  private func weights(of desk: DeskCensus) -> [Double] {
    switch self {
    case .trouble:
      [Double(desk.parked.count + desk.missing.count), Double(desk.parkedMails.count), age(desk.waiting)]
    case .name: []
    case .people: [Double(desk.people)]
    case .tickets: [Double(desk.openTickets), Double(desk.tickets)]
    case .handoffs: [Double(desk.openHandoffs)]
    case .files: [Double(desk.fileBytes)]
    case .waiting: [age(desk.waiting), Double(desk.waiting.count)]
    case .failed: [Double(desk.parked.count), Double(desk.missing.count)]
    case .mails: [Double(desk.parkedMails.count), Double(desk.waitingMails.count)]
    case .sessions: [Double(desk.sessions)]
    }
  }

  /// The longer ago, the heavier; nothing weighs least.
  private func age(_ pile: DeskCensus.Pile) -> Double {
    pile.oldest.map { -$0.timeIntervalSince1970 } ?? -.greatestFiniteMagnitude
  }
}
