package import MessageFormat

/// What became of a mail on its way.
package struct DeliveryReport: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable { case failed, delayed, delivered }

  package struct Recipient: Sendable, Equatable {
    /// As the report has it; without its kind (`rfc822;`) and angle brackets.
    package let address: String
    package let outcome: Outcome
    /// `5.1.1` (RFC 3463); nil where the report gives none.
    package let status: String?
    /// Where it failed: whether it always will. A full mailbox will not, an unknown user will.
    package let isPermanent: Bool
    /// What the other server said, up to 500 characters.
    package let diagnostic: String

    package init(address: String, outcome: Outcome, status: String?, isPermanent: Bool, diagnostic: String) {
      self.address = address
      self.outcome = outcome
      self.status = status
      self.isPermanent = isPermanent
      self.diagnostic = diagnostic
    }
  }

  package let outcome: Outcome
  package let recipients: [Recipient]
  /// The mail that it is about; nil where the report does not name it.
  package let originalID: MessageID?
  /// More fields of that mail's head, as far as they came back: references, our own marks.
  package let originalHead: HeaderFields

  package var isPermanent: Bool {
    outcome == .failed && recipients.contains { $0.outcome == .failed && $0.isPermanent }
  }

  package init(outcome: Outcome, recipients: [Recipient], originalHead: HeaderFields) {
    self.outcome = outcome
    self.recipients = recipients
    self.originalHead = originalHead
    originalID = MessageID.all(in: originalHead["Message-ID"]).first
  }
}
