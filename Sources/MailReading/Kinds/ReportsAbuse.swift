package import MessageFormat

/// A mail by which a provider says that one of its users called a mail of ours spam (RFC 5965).
package struct ReportsAbuse {
  package let report: AbuseReport

  package init?(_ mail: ReceivedMail) {
    let feedback = mail.reports.first { $0.kind == .feedback }
    let head = mail.reports.last { $0.kind == .returnedHead }?.groups.first
    let type = mail.message.root.type.parameters["report-type"]?.lowercased()
    // Some providers send the mail, and say in words only what it is.
    let isInWords = head != nil && mail.subject.lowercased().hasPrefix("complaint about message from")
    guard feedback != nil || type == "feedback-report" || isInWords else { return nil }
    let fields = feedback?.groups.first ?? HeaderFields()
    report = AbuseReport(
      type: fields["Feedback-Type"].map { $0.text.lowercased() } ?? "abuse",
      recipients: fields.all("Original-Rcpt-To").prefix(100).map { $0.text.filter { $0 != "<" && $0 != ">" } },
      originalID: MessageID.all(in: head?["Message-ID"]).first)
  }
}

package struct AbuseReport: Sendable, Equatable {
  /// `abuse`, `fraud`, `not-spam`, `opt-out` ..., in lower case.
  package let type: String
  /// Often hidden by the provider.
  package let recipients: [String]
  package let originalID: MessageID?

  package init(type: String, recipients: [String], originalID: MessageID?) {
    self.type = type
    self.recipients = recipients
    self.originalID = originalID
  }
}
