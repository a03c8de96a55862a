package import MessageFormat

/// A mail that confirms that another was read, or thrown away unread (RFC 8098).
package struct ConfirmsReading {
  package let receipt: ReadReceipt

  package init?(_ mail: ReceivedMail) {
    guard let report = mail.reports.first(where: { $0.kind == .disposition }),
      let group = report.groups.first(where: {
        $0.contains("Disposition") || $0.contains("Final-Recipient")
      })
    else { return nil }
    let disposition = group["Disposition"]?.ascii.lowercased() ?? ""
    let recipient = group["Final-Recipient"]?.text ?? ""
    receipt = ReadReceipt(
      recipient: recipient.split(separator: ";").last.map { $0.filter { !$0.isWhitespace && $0 != "<" && $0 != ">" } }
        ?? "",
      wasRead: disposition.contains("displayed") || disposition.isEmpty,
      originalID: MessageID.all(in: group["Original-Message-ID"]).first)
  }
}

package struct ReadReceipt: Sendable, Equatable {
  package let recipient: String
  /// False where it was deleted, refused or handed to a program.
  package let wasRead: Bool
  package let originalID: MessageID?

  package init(recipient: String, wasRead: Bool, originalID: MessageID?) {
    self.recipient = recipient
    self.wasRead = wasRead
    self.originalID = originalID
  }
}
