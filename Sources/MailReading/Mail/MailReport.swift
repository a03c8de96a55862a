package import MessageFormat

/// A part of a mail that programs write for programs: what became of another mail.
package struct MailReport: Sendable {
  package enum Kind: Sendable, Equatable {
    /// `message/delivery-status` (RFC 3464)
    case delivery
    /// `message/disposition-notification` (RFC 8098)
    case disposition
    /// `message/feedback-report` (RFC 5965)
    case feedback
    /// The head of the mail that it is about.
    case returnedHead
  }

  package let kind: Kind
  /// Fields about the mail as a whole, then about each recipient.
  package let groups: [HeaderFields]

  /// More of one is not read.
  private static let limit = 131_072

  init?<Source: MessageBytes>(_ part: MessagePart, in source: Source) throws(Source.Failure) {
    switch part.type.essence {
    case "message/delivery-status", "message/global-delivery-status": kind = .delivery
    case "message/disposition-notification": kind = .disposition
    case "message/feedback-report": kind = .feedback
    case "message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers", "text/rfc822":
      kind = .returnedHead
    case _: return nil
    }
    let end = min(part.body.upperBound, part.body.lowerBound + Self.limit)
    var decoder = PartDecoder(part.encoding)
    let bytes = decoder.decode(try source.bytes(in: part.body.lowerBound..<end)) + decoder.finish()
    let groups = HeaderFields.groups(bytes[...])
    self.groups = kind == .returnedHead ? Array(groups.prefix(1)) : groups
  }

  init(kind: Kind, groups: [HeaderFields]) {
    self.kind = kind
    self.groups = groups
  }

  /// Those of a mail, in its order.
  static func all<Source: MessageBytes>(
    in message: Message, _ source: Source
  ) throws(Source.Failure) -> [MailReport] {
    var reports: [MailReport] = []
    for part in message.parts where reports.count < 16 {
      if let report = try MailReport(part, in: source), !report.groups.isEmpty { reports.append(report) }
    }
    return reports
  }
}
