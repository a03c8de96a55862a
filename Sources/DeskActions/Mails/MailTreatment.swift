import MailReading
import Storage

/// What is done with a mail of a kind.
enum MailTreatment: Equatable {
  /// Nobody has to read it. With what it is taken for, where that is another thing than its form.
  case aside(as: KeptMail.Kind? = nil)
  /// It is kept on the ticket that it belongs to, for the desk's own eyes, and moves nothing; else it is set aside.
  case note
  /// People's words: on the ticket that they answer, or on a new one.
  case words

  /// - Parameters:
  ///   - belongs: whether it bears the token of a ticket.
  ///   - isWanted: whether a person wants it on a ticket, whatever it is.
  init(of kind: MailKind, _ mail: ReceivedMail, belongs: Bool, isWanted: Bool) {
    if isWanted {
      self = .words
      return
    }
    switch kind {
    case .cameBack, .complaint, .readReceipt, .delivered, .delayed: self = .aside()
    case .bounce, .autoReply: self = .note
    // What went to many is nobody's question, unless it came to the address of a ticket.
    case .bulk where !belongs: self = .aside()
    case .bulk, .automatic, .reply, .new:
      // Who bears a token was written to; of others, the word of the server that handed the mail over is believed.
      self = !belongs && WasCalledSpam.is(mail) ? .aside(as: .spam) : .words
    }
  }
}
