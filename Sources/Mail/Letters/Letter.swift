package import Foundation
package import Storage
package import Ticketing

/// What one person is told by one mail, before it has a form. All of it is what this person's desk may see, and the only
/// words of others in it are excerpts, which no internal comment can become.
package struct Letter: Sendable, Equatable {
  /// One event.
  package struct Entry: Sendable, Equatable {
    package let kind: NoticeKind
    /// The catalogue's key of the sentence that says it.
    package let sentence: String
    /// Who did it, as this desk shows them.
    package let who: String
    /// The other desk of the handoff, where it is about one.
    package let partner: String
    package let excerpt: Excerpt?

    package init(kind: NoticeKind, sentence: String, who: String, partner: String = "", excerpt: Excerpt? = nil) {
      self.kind = kind
      self.sentence = sentence
      self.who = who
      self.partner = partner
      self.excerpt = excerpt
    }
  }

  package let mail: MailID
  package let to: Mailbox
  package let language: Language
  package let desk: String
  package let slug: String
  package let ticket: TicketID
  package let number: Int
  package let subject: String
  package let date: Date
  /// Oldest first, at least one, at most `entryLimit`.
  package let entries: [Entry]
  /// How many more there are.
  package let omitted: Int

  package static let entryLimit = 20

  package init(
    mail: MailID, to: Mailbox, language: Language, desk: String, slug: String, ticket: TicketID, number: Int,
    subject: String, date: Date, entries: [Entry], omitted: Int = 0
  ) {
    self.mail = mail
    self.to = to
    self.language = language
    self.desk = desk
    self.slug = slug
    self.ticket = ticket
    self.number = number
    self.subject = subject
    self.date = date
    self.entries = entries
    self.omitted = omitted
  }
}
