import MessageFormat

/// A mail that answers another: it names one, or its subject says so in some language.
enum ContinuesAThread {
  static func `is`(_ mail: ReceivedMail) -> Bool {
    !mail.inReplyTo.isEmpty || !mail.references.isEmpty || SubjectPrefix.isReply(mail.subject)
  }
}
