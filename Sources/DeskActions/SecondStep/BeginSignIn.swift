import Foundation
import FoundationEssentials
package import Storage
package import Ticketing

/// Notes that somebody's password was right and that the second step is still to do.
package struct BeginSignIn: Action {
  package let secretHash: [UInt8]

  package init(secretHash: [UInt8]) { self.secretHash = secretHash }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> HalfSignIn {
    guard let agent = try tx.agent(actor.agent), agent.isActive else { throw NotFound() }
    let half = HalfSignIn(
      agent: agent.id, secretHash: secretHash, expiresAt: moment.now.addingTimeInterval(HalfSignIn.lifetime))
    try tx.put(half, at: moment.now)
    return half
  }
}
