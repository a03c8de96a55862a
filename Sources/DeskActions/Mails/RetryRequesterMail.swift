package import Storage
package import Ticketing

/// Sends a mail to a requester again, that failed, was withheld or came back; with the same message id, so that who has it
/// already has it once.
package struct RetryRequesterMail: Action {
  package let ticket: TicketID
  package let mail: RequesterMailID

  package init(_ mail: RequesterMailID, on ticket: TicketID) {
    self.ticket = ticket
    self.mail = mail
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> RequesterMail {
    try actor.require(.agent)
    guard var known = try tx.requesterMail(mail), known.ticket == ticket else { throw NotFound() }
    guard known.mayBeRetried else { throw MailNotToRetry(state: known.state) }
    known.retry(at: moment.now)
    try tx.change(known)
    try tx.audit("sent_mail.retry", known.id, .email(known.recipient), by: actor, moment)
    return known
  }
}

/// It is on its way, or has arrived as far as anybody knows.
package struct MailNotToRetry: Error, Equatable, Sendable {
  package let state: OutgoingMail.State
}

extension RequesterMail {
  /// What was taken over by a server and did not come back is not sent twice.
  package var mayBeRetried: Bool {
    switch state {
    case .waiting: false
    case .sent: bouncedAt != nil
    case .parked, .cancelled: true
    }
  }
}
