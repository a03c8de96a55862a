import Federation
import Storage
import Ticketing

/// A desk's own record, its statuses and fields, and how far it has counted.
struct DeskSettings: Sendable {
  /// Nil where there is no such tenant.
  var record: DeskRecord?
  var statuses = StatusBook([])
  /// In the order of their ids.
  var fields: [FieldDefinition] = []
  /// Numbers given to tickets so far.
  var tickets = 0
  /// Entries of the audit log.
  var entries = 0

  init(record: DeskRecord?) { self.record = record }
}
