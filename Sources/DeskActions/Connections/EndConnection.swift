import Federation
package import Storage
package import Ticketing

/// Ends a connection, and the partnership with it: tickets that came over it stay, unlinked; what was said stays on them. Its
/// secrets are forgotten, and its webhook's address leads nowhere any more.
package struct EndConnection: Action {
  package let connection: ConnectionID

  package init(_ connection: ConnectionID) { self.connection = connection }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Connection {
    try actor.require(.admin)
    var known = try tx.existing(connection)
    if let id = known.partnership, let partnership = try tx.partnership(id), partnership.phase == .joined {
      _ = try EndPartnership(id, keepsCopies: true).perform(by: actor, in: tx, &moment)
    }
    known.state = .ended
    known.secrets = [:]
    known.version += 1
    try tx.put(known)
    try tx.audit("connection.end", known.id, .name(known.name), by: actor, moment)
    return known
  }
}
