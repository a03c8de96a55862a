package import Storage
package import Ticketing

/// What follows a password that was right, or just chosen by a link: a session, or the question for the second step. Which
/// of the two is decided in the transaction, so that nobody slips in while the second step comes into force.
package struct PassPassword: Action {
  package enum Outcome: Sendable, Equatable {
    case signedIn
    case halfway
  }

  /// Of the session's secret.
  package let sessionHash: [UInt8]
  /// Of the secret of a sign-in that waits for its second step.
  package let halfHash: [UInt8]

  package init(sessionHash: [UInt8], halfHash: [UInt8]) {
    self.sessionHash = sessionHash
    self.halfHash = halfHash
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Outcome {
    guard try tx.secondStep(of: actor.agent)?.isConfirmed == true else {
      _ = try SignIn(secretHash: sessionHash).perform(by: actor, in: tx, &moment)
      return .signedIn
    }
    _ = try BeginSignIn(secretHash: halfHash).perform(by: actor, in: tx, &moment)
    return .halfway
  }
}
