package import Foundation
package import Ticketing

/// A ticket as a far side may see it, that asks for it in a protocol of its own: no internal word is in it.
package struct ShownTicket: Sendable {
  package struct Words: Sendable {
    /// The far side's own id; nil for what is told from here.
    package let external: String?
    package let event: EventID
    package let body: String
    package let isPublic: Bool
    package let author: Author
    package let at: Date

    package init(external: String?, event: EventID, body: String, isPublic: Bool, author: Author, at: Date) {
      self.external = external
      self.event = event
      self.body = body
      self.isPublic = isPublic
      self.author = author
      self.at = at
    }
  }

  package let reference: ExternalReference
  package let number: Int
  package let subject: String
  package let description: String
  /// In the far side's words.
  package let status: String?
  package let requester: String?
  package let openedAt: Date
  /// The last of them, oldest first.
  package let words: [Words]

  package init(
    reference: ExternalReference, number: Int, subject: String, description: String, status: String?,
    requester: String?, openedAt: Date, words: [Words]
  ) {
    self.reference = reference
    self.number = number
    self.subject = subject
    self.description = description
    self.status = status
    self.requester = requester
    self.openedAt = openedAt
    self.words = words
  }
}
