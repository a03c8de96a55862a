package import Ticketing

/// What makes a mail one of a conversation that goes both ways.
package struct MailConversation: Sendable, Equatable {
  package let replyTo: EmailAddress
  /// Where servers report what becomes of it; nil for nowhere (`<>`): the answer to such a report would be a loop (RFC 3834, 3.3).
  package let returnPath: EmailAddress?
  /// By which the desk knows its own mails.
  package let loopMark: String
  package let inReplyTo: MessageReference?
  /// The oldest first.
  package let references: [MessageReference]
  /// Whether the hub writes of its own accord, so that no program is to answer (RFC 3834); false for people's words that it
  /// passes on to a desk whose programs read them.
  package let isAutomatic: Bool

  package init(
    replyTo: EmailAddress, returnPath: EmailAddress?, loopMark: String, inReplyTo: MessageReference?,
    references: [MessageReference], isAutomatic: Bool = true
  ) {
    self.replyTo = replyTo
    self.returnPath = returnPath
    self.loopMark = loopMark
    self.inReplyTo = inReplyTo
    self.references = references
    self.isAutomatic = isAutomatic
  }

  /// Everything but that a mail did not arrive, which the desk wants to know.
  private static let suppressed = "DR, RN, NRN, OOF, AutoReply"

  var headers: [(String, String)] {
    var headers = [("Reply-To", replyTo.text)]
    if let inReplyTo { headers.append(("In-Reply-To", inReplyTo.field)) }
    if !references.isEmpty { headers.append(("References", references.map(\.field).joined(separator: "\r\n "))) }
    if isAutomatic {
      headers += [("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", Self.suppressed)]
    }
    return headers + [("X-Baton-Hub", loopMark)]
  }
}
