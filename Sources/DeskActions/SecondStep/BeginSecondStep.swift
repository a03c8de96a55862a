package import Storage
package import Ticketing

/// Begins to set up the own second step: nothing is asked at sign-in before its first code was right.
package struct BeginSecondStep: Action {
  /// Random, made outside.
  package let secret: [UInt8]

  package init(secret: [UInt8]) { self.secret = secret }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> SecondStepRecord {
    guard let agent = try tx.agent(actor.agent), agent.isActive else { throw NotFound() }
    guard try tx.secondStep(of: agent.id)?.isConfirmed != true else { throw SecondStepRefusal.isSetUp }
    let step = SecondStepRecord(agent: agent.id, secret: secret, begunAt: moment.now)
    try tx.put(step)
    return step
  }
}
