package import Foundation
package import Ticketing

/// A desk's own words for one kind of mail in one language.
package struct MailTemplate: Sendable, Equatable {
  package let kind: RequesterMail.Kind
  package let language: Language
  package let subject: String
  package let body: String
  package let changedAt: Date

  package init(kind: RequesterMail.Kind, language: Language, subject: String, body: String, changedAt: Date) {
    self.kind = kind
    self.language = language
    self.subject = subject
    self.body = body
    self.changedAt = changedAt
  }

  /// In bytes.
  package static let subjectLimit = 200
  package static let bodyLimit = 10_000
}

extension MailTemplate {
  /// Where a value goes into words, as `{number}`.
  package enum Place: String, Sendable, CaseIterable, Codable {
    /// What the desk is called.
    case desk
    /// The ticket's.
    case number
    case subject
    /// The requester's name.
    case requester
    /// Who wrote; the desk where it names nobody.
    case agent
    /// What was written, with a word about files that are too large to go with it.
    case comment
  }

  /// What may stand in a kind of mail. Mails that nobody wrote have no words in them that an outsider may have chosen: not the
  /// subject, nor the requester's name.
  package static func places(of kind: RequesterMail.Kind) -> [Place] {
    switch kind {
    case .comment: Place.allCases
    case .acknowledgement, .closing: [.desk, .number]
    }
  }
}
