import Federation
import Storage
package import Ticketing

/// Reads one tenant's desk. The tenant is bound into every statement here, and nowhere else.
package class SQLReader: DeskReader {
  package let tenant: TenantID
  let connection: any SQLConnection
  let environment: SQLEnvironment

  package internal(set) var settings: KnownSettings
  /// The rows of handoffs that were asked for, as they stand now: they need not be read again, nor written where nothing changed.
  var readHandoffs: [HandoffID: Handoff] = [:]
  /// The same for locked tickets.
  var readTickets: [TicketID: Ticket] = [:]
  /// Handoffs that were asked for, and that there are none of.
  var absentHandoffs: Set<HandoffID> = []
  /// From where on nothing of what partners sent in a lane is here.
  var nothingArrivedFrom: [LaneID: Place] = [:]

  package init(
    tenant: TenantID, connection: any SQLConnection, environment: SQLEnvironment,
    settings: KnownSettings = KnownSettings()
  ) {
    self.tenant = tenant
    self.connection = connection
    self.environment = environment
    self.settings = settings
  }

  func rows<Row>(
    _ statement: Statement, _ values: [SQLValue] = [], _ read: (inout Columns) throws -> Row
  ) throws -> [Row] {
    try connection.rows(statement, bound(values), read)
  }

  func first<Row>(
    _ statement: Statement, _ values: [SQLValue] = [], _ read: (inout Columns) throws -> Row
  ) throws -> Row? {
    try connection.rows(statement, bound(values), read).first
  }

  func bound(_ values: [SQLValue]) -> [SQLValue] {
    var bound: [SQLValue] = []
    bound.reserveCapacity(values.count + 1)
    bound.append(.uuid(tenant.uuid))
    bound.append(contentsOf: values)
    return bound
  }
}
