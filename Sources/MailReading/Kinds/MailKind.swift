package import MessageFormat

/// What a mail is, before anybody reads it. The first that it is counts, from the top of the list.
package enum MailKind: Sendable, Equatable {
  /// Our own mail came back to us.
  case cameBack
  /// A mail of ours, or of someone who gave our address, was not delivered, and will not be.
  case bounce(DeliveryReport)
  /// A mail was not delivered yet.
  case delayed(DeliveryReport)
  /// A mail was delivered, or handed to a server that reports no further.
  case delivered(DeliveryReport)
  case readReceipt(ReadReceipt)
  /// A reader called a mail of ours spam.
  case complaint(AbuseReport)
  /// A program answers for someone who is away, or says that a mail has come in.
  case autoReply
  /// To many at once: a mailing list, a newsletter.
  case bulk(list: String?)
  /// A program wrote it of its own accord: a monitor, another desk.
  case automatic
  /// Someone answers a mail.
  case reply
  case new

  /// - Parameters:
  ///   - ours: the value that our mails carry in their loop header
  ///   - isOurs: whether a mail of this id is one that we sent
  package init(of mail: ReceivedMail, ours: String, isOurs: (MessageID) -> Bool = { _ in false }) {
    if CameBackToUs.is(mail, ours: ours, isOurs: isOurs) {
      self = .cameBack
    } else if let report = ReportsAbuse(mail)?.report {
      self = .complaint(report)
    } else if let receipt = ConfirmsReading(mail)?.receipt {
      self = .readReceipt(receipt)
    } else if let report = ReportsDelivery(mail)?.report ?? ReportsFailureInWords(mail)?.report {
      switch report.outcome {
      case .failed: self = .bounce(report)
      case .delayed: self = .delayed(report)
      case .delivered: self = .delivered(report)
      }
    } else if AnswersByItself.is(mail) {
      self = .autoReply
    } else if let list = WentToMany(mail) {
      self = .bulk(list: list.name)
    } else if WasWrittenByAProgram.is(mail) {
      self = .automatic
    } else {
      self = ContinuesAThread.is(mail) ? .reply : .new
    }
  }

  /// Whether an answer to it would be an answer to a program (RFC 3834, 2): none is sent.
  package var mayBeAnswered: Bool {
    switch self {
    case .reply, .new: true
    case .cameBack, .bounce, .delayed, .delivered, .readReceipt, .complaint, .autoReply, .bulk, .automatic: false
    }
  }
}
