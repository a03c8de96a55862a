package import Storage
package import Ticketing

/// Has a mail filed that was parked, or set aside; the latter comes on a ticket then, whatever it is.
package struct RetryMail: Action {
  package let mail: KeptMailID

  package init(_ mail: KeptMailID) { self.mail = mail }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> KeptMail {
    try actor.require(.agent)
    guard var kept = try tx.receivedMail(mail) else { throw NotFound() }
    switch kept.state {
    case .parked: kept.retry(isWanted: kept.isWanted, at: moment.now)
    case .setAside: kept.retry(isWanted: true, at: moment.now)
    case .waiting, .filed: throw ReceivedMailRefusal.notToBeRetried(kept.state)
    }
    try tx.change(kept)
    try tx.audit("mail.retry", kept.id, by: actor, moment)
    return kept
  }
}

/// Gives a parked mail up. It is kept, and can be had again.
package struct DropMail: Action {
  package let mail: KeptMailID

  package init(_ mail: KeptMailID) { self.mail = mail }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> KeptMail {
    try actor.require(.agent)
    guard var kept = try tx.receivedMail(mail) else { throw NotFound() }
    guard kept.state == .parked else { throw ReceivedMailRefusal.notParked(kept.state) }
    kept.settle(.setAside, because: .dropped, at: moment.now)
    try tx.change(kept)
    try tx.audit("mail.drop", kept.id, by: actor, moment)
    return kept
  }
}

package enum ReceivedMailRefusal: Error, Equatable, Sendable {
  case notToBeRetried(KeptMail.State)
  case notParked(KeptMail.State)
}
