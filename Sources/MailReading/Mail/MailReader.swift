import Foundation
import MailHTML
package import MessageFormat

/// Reads received mail. There is no mail that it cannot read: what is wrong with one stands among its faults.
package struct MailReader: Sendable {
  package var limits: MessageLimits
  /// The names by which trusted servers sign what they found out (`authserv-id`); without any, nothing is believed.
  package var trustedServers: Set<String>

  package init(trustedServers: Set<String> = [], limits: MessageLimits = MessageLimits()) {
    self.trustedServers = trustedServers
    self.limits = limits
  }

  package func read<Source: MessageBytes>(_ source: Source) throws(Source.Failure) -> ReceivedMail {
    try read(source, in: 0..<source.count)
  }

  /// A mail that lies within another.
  package func read<Source: MessageBytes>(
    _ source: Source, in range: Range<Int>
  ) throws(Source.Failure) -> ReceivedMail {
    var reader = MessageReader()
    reader.limits = limits
    let message = try reader.read(source, in: range)
    var words = MailWords<Source>(message: message, source: source, limits: limits)
    try words.read()
    let fields = message.fields
    let charset = message.parts.lazy.compactMap { $0.type.parameters["charset"] }.first
    return ReceivedMail(
      fields: fields, from: MailSender(fields), replyTo: AddressList(fields.all("Reply-To")),
      to: AddressList(fields.all("To")), cc: AddressList(fields.all("Cc")),
      subject: fields["Subject"]?.text(hint: charset) ?? "",
      id: MessageID.all(in: fields["Message-ID"]).first, inReplyTo: MessageID.all(in: fields["In-Reply-To"]),
      references: MessageID.all(in: fields["References"]), date: MessageDate.read(fields["Date"]),
      returnPath: fields["Return-Path"].map { AddressList($0.value).addresses.first?.address ?? "" },
      authentication: AuthenticationResult.all(in: fields, trusted: trustedServers), text: words.text,
      html: words.html.map(UntrustedHTML.init), files: words.files,
      reports: try MailReport.all(in: message, source), message: message,
      faults: message.faults.union(words.faults))
  }
}
