import Foundation
package import Storage
package import Ticketing

/// Kills a token; the next request with it is refused.
package struct RevokeToken: Action {
  package let token: TokenID

  package init(_ token: TokenID) { self.token = token }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> TokenRecord {
    guard var record = try tx.token(token) else { throw NotFound() }
    if record.agent != actor.agent { try actor.require(.admin) }
    if record.revokedAt == nil {
      record.revokedAt = moment.now
      try tx.put(record)
      try tx.audit("token.revoke", record.id, .name(record.label), by: actor, moment)
    }
    return record
  }
}
