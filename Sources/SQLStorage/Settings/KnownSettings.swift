import Storage
import Ticketing

/// What a transaction has read of its desk's settings and counters, so that each is read once.
///
/// Bodies that share one commit may hand it on: between them nobody else writes. It is of no use to anybody once a body
/// has been undone, or the transaction has ended.
package struct KnownSettings {
  var tenant: TenantRow?
  /// The tenant's row with its federation id opened.
  var desk: DeskRecord?
  var statuses: StatusBook?
  var fields: [FieldDefinition]?
  /// How far the desk's counters are that the transaction has counted on: nobody else does so before its end.
  var counters: [SQLTransaction.Counter: Int] = [:]

  package init() {}
}
