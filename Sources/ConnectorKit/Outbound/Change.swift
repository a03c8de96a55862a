package import Federation
package import Foundation
package import Ticketing

/// Something that happened at the hub and is to be carried to an external desk. No internal word can be in it.
package struct Change: Sendable {
  /// The event's own id.
  package let event: EventID
  /// A connector writes it into whatever it makes there, where the far side has a place for it: by it the hub knows its own
  /// words when they come back before the receipt does, or when the receipt was lost.
  package let marker: String
  /// The same with what proves it to be the hub's, where others may have written the far side's words: in mails.
  package let mark: String
  package let at: Date
  package let author: WireAuthor
  package let content: Content
  /// The ticket there; nil until it was made.
  package let ticket: ExternalReference?
  /// The status there, as far as the hub knows.
  package let status: String?

  package init(
    event: EventID, marker: String, mark: String? = nil, at: Date, author: WireAuthor, content: Content,
    ticket: ExternalReference?,
    status: String?
  ) {
    self.event = event
    self.marker = marker
    self.mark = mark ?? marker
    self.at = at
    self.author = author
    self.content = content
    self.ticket = ticket
    self.status = status
  }

  package enum Content: Sendable {
    case open(NewTicket)
    case comment(OutwardComment)
    /// The comment's id there.
    case edit(item: String, OutwardComment)
    case retract(item: String)
    case file(OutwardFile)
    case status(OutwardStatus)
    case priority(String)
  }
}

/// A ticket to be made there, in the far side's words.
package struct NewTicket: Sendable, Equatable {
  /// This hub's number, as it is told to people there.
  package let number: Int
  package let subject: String
  package let description: String
  package let priority: String?
  package let type: String?
  package let requester: WireRequester?
  /// Fields of the far side's with their values, as the mapping fills them.
  package let fields: [String: String]

  package init(
    number: Int, subject: String, description: String, priority: String?, type: String?, requester: WireRequester?,
    fields: [String: String]
  ) {
    self.number = number
    self.subject = subject
    self.description = description
    self.priority = priority
    self.type = type
    self.requester = requester
    self.fields = fields
  }
}

package struct OutwardComment: Sendable, Equatable {
  package let body: String
  package let format: Comment.Format
  /// Whether people outside that desk may read it there.
  package let isPublic: Bool
  /// The words with their author before them, for a far side that cannot show another author: "Ivan (Fieldworks): …".
  package let signedBody: String

  package init(body: String, format: Comment.Format, isPublic: Bool, signedBody: String) {
    self.body = body
    self.format = format
    self.isPublic = isPublic
    self.signedBody = signedBody
  }
}

package struct OutwardFile: Sendable {
  package let name: String
  package let type: String
  package let isPublic: Bool
  package let content: EgressFile

  package init(name: String, type: String, isPublic: Bool, content: EgressFile) {
    self.name = name
    self.type = type
    self.isPublic = isPublic
    self.content = content
  }
}

/// A status to be set there.
package struct OutwardStatus: Sendable, Equatable {
  /// The far side's word, as the mapping gives it.
  package let status: String
  package let resolution: Resolution?
  /// What the far side demands with that status, as the mapping supplies it.
  package let fields: [String: String]

  package init(status: String, resolution: Resolution?, fields: [String: String]) {
    self.status = status
    self.resolution = resolution
    self.fields = fields
  }
}
