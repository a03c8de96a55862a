import Federation
import Foundation
import Storage
import Ticketing

/// What a transaction has read of its desk's settings and counters, so that each is read once.
///
/// Bodies that share one commit may hand it on: between them nobody else writes. It is of no use to anybody once a body
/// has been undone; nor once the transaction has ended, but where one writer alone holds everything.
package struct KnownSettings: Sendable {
  var tenant: TenantRow?
  /// The tenant's row with its federation id opened.
  var desk: DeskRecord?
  var statuses: StatusBook?
  var fields: [FieldDefinition]?
  /// How far the desk's counters are that the transaction has counted on: nobody else does so before its end.
  var counters: [SQLTransaction.Counter: Int] = [:]
  var partnerships: [PartnershipID: Partnership] = [:]
  /// Those whose rows the transaction has locked.
  var lockedPartnerships: Set<PartnershipID> = []
  /// Who is at the other end.
  var peers: [PartnershipID: TenantID] = [:]
  /// Who hears of what concerns nobody's ticket.
  var listeners: [Listener]?
  /// Whoever works here no more has none.
  var listenersByAgent: [AgentID: Listener?] = [:]
  /// When old notices of theirs were last forgotten.
  var noticesForgottenAt: [AgentID: Date] = [:]

  package init() {}
}
