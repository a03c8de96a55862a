import MessageFormat

/// A mail that reports a delivery in the form that is made for it (RFC 3464).
package struct ReportsDelivery {
  package let report: DeliveryReport

  package init?(_ mail: ReceivedMail) {
    let statuses = mail.reports.filter { $0.kind == .delivery }
    var recipients: [DeliveryReport.Recipient] = []
    for group in statuses.flatMap(\.groups).prefix(1_000) {
      if let recipient = Self.recipient(group) { recipients.append(recipient) }
    }
    guard !recipients.isEmpty else { return nil }
    let head = mail.reports.last { $0.kind == .returnedHead }?.groups.first
    let outcome: DeliveryReport.Outcome =
      recipients.contains { $0.outcome == .failed }
      ? .failed : recipients.contains { $0.outcome == .delayed } ? .delayed : .delivered
    report = DeliveryReport(
      outcome: outcome, recipients: recipients, originalHead: head ?? QuotedHead.find(in: mail.words) ?? HeaderFields())
  }

  private static func recipient(_ group: HeaderFields) -> DeliveryReport.Recipient? {
    guard let field = group["Final-Recipient"] ?? group["Original-Recipient"] else {
      return nil
    }
    let address = value(field)
    let action = group["Action"]?.ascii.lowercased() ?? ""
    let status = group["Status"].flatMap { DeliveryStatus.code(in: $0.ascii) ?? success($0.ascii) }
    let diagnostic = String((group["Diagnostic-Code"]?.text ?? "").prefix(500))
    let outcome: DeliveryReport.Outcome
    switch action.prefix(while: { $0.isLetter }) {
    case "delivered", "relayed", "expanded": outcome = .delivered
    case "delayed", "deferred": outcome = .delayed
    case "failed", "failure": outcome = .failed
    case _: outcome = status?.hasPrefix("2") == true ? .delivered : status?.hasPrefix("4") == true ? .delayed : .failed
    }
    // Servers often give 5.0.0 and say in words, or in the other server's code, what it was.
    let exact =
      status.map { $0.hasSuffix(".0.0") || $0 == "5.5.0" } == false
      ? status : DeliveryStatus.code(in: diagnostic) ?? status
    return DeliveryReport.Recipient(
      address: address, outcome: outcome, status: exact,
      isPermanent: outcome == .failed && DeliveryStatus.isPermanent(status: exact, diagnostic: diagnostic),
      diagnostic: diagnostic)
  }

  private static func success(_ text: String) -> String? {
    text.hasPrefix("2.") ? String(text.prefix { $0.isNumber || $0 == "." }) : nil
  }

  /// `rfc822; <a@example.com>`
  private static func value(_ field: HeaderField) -> String {
    let text = field.text
    let value = text.firstIndex(of: ";").map { text[text.index(after: $0)...] } ?? text[...]
    return value.filter { !$0.isWhitespace && $0 != "<" && $0 != ">" }
  }
}
