package import MessageFormat

/// Where a mail may belong, in the order in which it is asked. None is proof: a token must bear its MAC, a message id be one of
/// ours, a number be known for the desk that writes. The words of the subject alone are never asked.
package struct Candidates: Sendable, Equatable {
  /// Tokens of reply addresses that the mail was sent to.
  package let tokens: [String]
  /// The mails that it answers, the nearest first.
  package let ids: [MessageID]
  /// Numbers in the subject, as the patterns find them.
  package let numbers: [String]

  package init(of mail: ReceivedMail, replyAddresses: [ReplyAddress], numbers patterns: [NumberPattern] = []) {
    let delivered = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To"]
      .flatMap { AddressList(mail.fields.all($0)).addresses }
    // The envelope's addresses first: the others are what the sender wrote.
    let addresses = delivered + mail.to.addresses + mail.cc.addresses
    tokens = Self.once(
      addresses.prefix(Self.most).flatMap { address in replyAddresses.compactMap { $0.token(in: address.address) } })
    ids = Self.once(mail.inReplyTo + mail.references.reversed())
    numbers = Self.once(patterns.flatMap { $0.numbers(in: mail.subject) })
  }

  private static let most = 200

  private static func once<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}
