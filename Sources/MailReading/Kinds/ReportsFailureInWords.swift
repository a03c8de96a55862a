import MessageFormat

/// A mail by which a server says in words that it could not deliver another: half of all servers never took up the form that
/// is made for it.
package struct ReportsFailureInWords {
  package let report: DeliveryReport

  package init?(_ mail: ReceivedMail) {
    let said = mail.subject.lowercased()
    let failed = mail.fields.all("X-Failed-Recipients")
    let saysSo = FailureWords.isIn(subject: said)
    let isReport =
      mail.message.root.type.parameters["report-type"]?.lowercased() == "delivery-status"
      || mail.reports.contains { $0.kind == .delivery }
    let isDaemon = Self.isDaemon(mail)
    // An answer to a bounce is none, and nor is a person's mail about one.
    guard !failed.isEmpty || isReport || isDaemon || saysSo && Self.isFromAnOffice(mail) || FailureWords.begin(said)
    else { return nil }
    if !isReport, failed.isEmpty, AnswersByItself.saysSoInSubject(mail) { return nil }
    let words = mail.words
    if failed.isEmpty, !saysSo, !isReport, !FailureWords.isIn(words: words) { return nil }
    let quoted = QuotedHead.place(in: words)
    let head = mail.reports.last { $0.kind == .returnedHead }?.groups.first ?? quoted?.head ?? HeaderFields()
    let lines = words.split(separator: "\n", omittingEmptySubsequences: false)
    let told = lines.prefix(min(quoted?.line ?? lines.count, 400)).map {
      String(decoding: $0.utf8.prefix(512), as: UTF8.self)
    }
    let isDelayed =
      FailureWords.isDelay(said) || FailureWords.isDelay(told.prefix(40).joined(separator: "\n").lowercased())
    let named = failed.flatMap { AddressList($0.value).addresses.map(\.address) }
    report = DeliveryReport(
      outcome: isDelayed ? .delayed : .failed,
      recipients: Self.recipients(told, named: named, outcome: isDelayed ? .delayed : .failed), originalHead: head)
  }

  /// `MAILER-DAEMON` writes nothing but reports.
  private static func isDaemon(_ mail: ReceivedMail) -> Bool {
    let local = (mail.from.address?.address ?? "").prefix { $0 != "@" }.lowercased()
    return ["mailer-daemon", "mailerdaemon", "mail-daemon", "mailer_daemon", "mdaemon"].contains(local)
  }

  /// Where reports come from, besides other mail.
  private static func isFromAnOffice(_ mail: ReceivedMail) -> Bool {
    let local = (mail.from.address?.address ?? "").prefix { $0 != "@" }.lowercased()
    return mail.returnPath == "" || isDaemon(mail)
      || [
        "postmaster", "admin", "administrator", "root", "mail", "noreply",
        "no-reply", "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e",
      ].contains(local)
  }

  /// The addresses that the report names before it quotes, each with what stands behind it up to the next.
  private static func recipients(
    _ lines: [String], named: [String], outcome: DeliveryReport.Outcome
  ) -> [DeliveryReport.Recipient] {
    var found: [(address: String, told: [String])] = []
    for line in lines {
      if let address = address(in: line), !found.contains(where: { $0.address.isSameASCII(address) }), found.count < 100
      {
        found.append((address, [line]))
      } else if let last = found.indices.last, found[last].told.count < 8 {
        found[last].told.append(line)
      }
    }
    for name in named.prefix(100) where !found.contains(where: { $0.address.isSameASCII(name) }) {
      found.append((name, lines.suffix(20)))
    }
    if !named.isEmpty { found.removeAll { item in !named.contains { $0.isSameASCII(item.address) } } }
    let whole = lines.joined(separator: " ")
    return found.map { address, told in
      var diagnostic = told.joined(separator: " ")
      if DeliveryStatus.code(in: diagnostic) == nil, DeliveryStatus.reply(in: diagnostic) == nil, found.count == 1 {
        diagnostic = whole
      }
      let status = DeliveryStatus.code(in: diagnostic)
      return DeliveryReport.Recipient(
        address: address, outcome: outcome, status: status,
        isPermanent: outcome == .failed && DeliveryStatus.isPermanent(status: status, diagnostic: diagnostic),
        diagnostic: String(diagnostic.prefix(500)))
    }
  }

  /// The address that a line begins with: `<a@example.com>:`, `a@example.com: 550 ...`, `    a@example.com`.
  private static func address(in line: String) -> String? {
    let bare = line.utf8.trimmed.drop { $0 == 0x3C || $0 == 0x22 || $0 == 0x2A || $0 == 0x28 }
    let word = bare.prefix(255).prefix {
      $0 > 0x20 && $0 != 0x3E && $0 != 0x3A && $0 != 0x3C && $0 != 0x22 && $0 != 0x2C && $0 != 0x29
    }
    guard word.contains(0x40), let text = String(word) else { return nil }
    let address = MailAddress(name: "", address: text)
    return address.isComplete && address.domain.contains(".") ? text : nil
  }
}
