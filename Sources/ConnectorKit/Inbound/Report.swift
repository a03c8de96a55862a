package import Foundation
package import Ticketing

/// What an external desk says of one of its tickets. Whatever it leaves out is as it was.
package struct Report: Sendable, Equatable, Codable {
  package let ticket: ExternalReference
  /// The same for each time that the far side tells this, where it says so: what is told twice is heard once.
  package var key: String?
  /// When it was so. What is older than what was heard last changes nothing but the conversation.
  package var at: Date?
  package var person: ReportedPerson?
  /// What this hub wrote on the ticket when it made it, if it did: our own ticket is known by it before its receipt is.
  package var marker: String?
  package var subject: String?
  package var description: String?
  /// In the far side's words, as the mapping knows them.
  package var status: String?
  package var priority: String?
  package var type: String?
  package var resolution: String?
  package var requester: ReportedPerson?
  package var fields: [String: String]
  package var comments: [ReportedComment]
  package var files: [ReportedFile]
  /// Whether the ticket is no more, or no more ours to see.
  package var isGone: Bool

  package init(ticket: ExternalReference) {
    self.ticket = ticket
    fields = [:]
    comments = []
    files = []
    isGone = false
  }
}

package struct ReportedPerson: Sendable, Equatable, Codable {
  /// Theirs; nil where they have none.
  package let id: String?
  package let name: String
  package let email: String?
  /// Nil where the far side does not tell.
  package let isAgent: Bool?

  package init(id: String? = nil, name: String, email: String? = nil, isAgent: Bool? = nil) {
    self.id = id
    self.name = name
    self.email = email
    self.isAgent = isAgent
  }
}

package struct ReportedComment: Sendable, Equatable, Codable {
  /// Theirs.
  package let id: String
  /// Empty where it was deleted.
  package let body: String
  package let format: Comment.Format
  package let isPublic: Bool
  package let author: ReportedPerson?
  package let at: Date?
  /// What this hub wrote into the comment when it sent it, if it did.
  package let marker: String?
  /// Whether the account that the hub writes with wrote it.
  package let isOwn: Bool
  package let isDeleted: Bool
  /// Whether a ticket that becomes known by this report has it as its description, and no comment.
  package let isOpening: Bool?

  package init(
    id: String, body: String, format: Comment.Format = .text, isPublic: Bool, author: ReportedPerson?, at: Date?,
    marker: String? = nil, isOwn: Bool = false, isDeleted: Bool = false, isOpening: Bool? = nil
  ) {
    self.id = id
    self.body = body
    self.format = format
    self.isPublic = isPublic
    self.author = author
    self.at = at
    self.marker = marker
    self.isOwn = isOwn
    self.isDeleted = isDeleted
    self.isOpening = isOpening
  }
}

package struct ReportedFile: Sendable, Equatable, Codable {
  /// Theirs.
  package let id: String
  package let name: String
  /// As they say.
  package let type: String?
  /// In bytes, as they say.
  package let size: Int?
  /// Where its bytes are, as the connector finds them.
  package let location: String
  /// The comment that it came with, by its id there.
  package let comment: String?
  package let isPublic: Bool
  package let author: ReportedPerson?

  package init(
    id: String, name: String, type: String?, size: Int?, location: String, comment: String? = nil, isPublic: Bool,
    author: ReportedPerson? = nil
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.size = size
    self.location = location
    self.comment = comment
    self.isPublic = isPublic
    self.author = author
  }
}

/// What one poll found.
package struct Polled: Sendable, Equatable {
  /// Oldest first.
  package let reports: [Report]
  /// Where the next poll goes on.
  package let cursor: String
  /// Whether there is more at once.
  package let isWhole: Bool
  /// What is to be remembered, as `Heard.learnt` is.
  package let learnt: [String: String]

  package init(reports: [Report], cursor: String, isWhole: Bool, learnt: [String: String] = [:]) {
    self.reports = reports
    self.cursor = cursor
    self.isWhole = isWhole
    self.learnt = learnt
  }
}
