import MessageFormat

/// How far it may be believed that a mail is from whom it says. Only what a trusted server found counts for it.
package enum SenderStanding: Sendable, Equatable {
  /// The mail names nobody whom every program would see, or a trusted server found that it is not from that domain.
  case doubted
  /// It says so, and nothing speaks for or against it.
  case claimed
  /// A trusted server found that it is from that domain (DMARC, RFC 7489).
  case proven

  package init(_ mail: ReceivedMail) {
    let verdicts = mail.authentication.filter { $0.method == "dmarc" }
    guard mail.from.isUnambiguous, let address = mail.from.address, address.isComplete,
      !verdicts.contains(where: { $0.result == "fail" })
    else {
      self = .doubted
      return
    }
    let isProven = verdicts.contains { verdict in
      verdict.result == "pass" && verdict.properties["header.from"]?.isSameASCII(address.domain) == true
    }
    self = isProven ? .proven : .claimed
  }

  /// Whether it is only that somebody else sent the mail in the sender's name, as secretaries and web forms do.
  package static func isOnlyOnBehalf(_ mail: ReceivedMail) -> Bool {
    mail.from.doubts == [.sentByAnother] && mail.from.address?.isComplete == true
      && !mail.authentication.contains { $0.method == "dmarc" && $0.result == "fail" }
  }
}
