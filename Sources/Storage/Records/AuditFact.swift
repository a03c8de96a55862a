package import Federation
package import Foundation
package import Ticketing

/// One thing that an entry of the audit log tells beside what was done, and to what. The list is closed: each fact has its
/// words in the catalogue, so that nobody reads another language's sentence.
package enum AuditFact: Sendable, Equatable {
  /// What a person calls it: a team, a field, a status, a token, a partner.
  case name(String)
  case email(EmailAddress)
  case role(Role)
  case isActive(Bool)
  case category(StatusCategory)
  /// A message between desks.
  case message(Message.Kind)
  /// It was none: the place of one that did not come.
  case isMissing(Bool)
  case reason(ParkReason)
  /// The desk that it came from, as it calls itself.
  case sender(String)
  case comment(CommentID)
  case count(Int)
  case passesThrough(Bool)
  case language(Language)
  case idleMinutes(Int)
  /// Whether everybody of the desk needs a second step.
  case asksSecondStep(Bool)
  /// For how long a reply reopens a closed ticket.
  case reopenDays(Int)
  /// Recovery codes that are left.
  case codesLeft(Int)
  /// When the backup was made that the hub was restored from.
  case backup(Date)
  /// In what two desks' records of a handoff differed.
  case difference(DriftKind)
  /// The number of the last message before the first difference.
  case lastCommon(Int)
  /// What an earlier version wrote down as a sentence.
  case text(String)

  package enum Key: String, Sendable, CaseIterable {
    case name, email, role, active, category, message, missing, reason, sender, comment, count
    case passesThrough = "passes_through"
    case language
    case idleMinutes = "idle_minutes"
    case asksSecondStep = "asks_second_step"
    case reopenDays = "reopen_days"
    case codesLeft = "codes_left"
    case backup, difference
    case lastCommon = "last_common"
    case text
  }

  package var key: Key {
    switch self {
    case .name: .name
    case .email: .email
    case .role: .role
    case .isActive: .active
    case .category: .category
    case .message: .message
    case .isMissing: .missing
    case .reason: .reason
    case .sender: .sender
    case .comment: .comment
    case .count: .count
    case .passesThrough: .passesThrough
    case .language: .language
    case .idleMinutes: .idleMinutes
    case .asksSecondStep: .asksSecondStep
    case .reopenDays: .reopenDays
    case .codesLeft: .codesLeft
    case .backup: .backup
    case .difference: .difference
    case .lastCommon: .lastCommon
    case .text: .text
    }
  }
}

/// What is kept of a fact, and told of it by the API.
package enum AuditValue: Sendable, Equatable, Codable {
  case flag(Bool)
  case number(Int)
  case text(String)

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let flag): try container.encode(flag)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}

extension AuditFact {
  package var value: AuditValue {
    switch self {
    case .name(let text), .sender(let text), .text(let text): .text(text)
    case .email(let email): .text(email.text)
    case .role(let role): .text(role.rawValue)
    case .category(let category): .text(category.rawValue)
    case .message(let kind): .text(kind.rawValue)
    case .reason(let reason): .text(reason.rawValue)
    case .comment(let id): .text(id.description)
    case .difference(let kind): .text(kind.rawValue)
    case .language(let language): .text(language.rawValue)
    case .backup(let date): .text(date.formatted(.iso8601))
    case .isActive(let flag), .isMissing(let flag), .passesThrough(let flag), .asksSecondStep(let flag): .flag(flag)
    case .count(let number), .idleMinutes(let number), .codesLeft(let number), .lastCommon(let number),
      .reopenDays(let number):
      .number(number)
    }
  }

  /// Nil for a value that the key cannot have.
  package init?(_ key: Key, _ value: AuditValue) {
    let fact: AuditFact? =
      switch (key, value) {
      case (.name, .text(let text)): .name(text)
      case (.email, .text(let text)): EmailAddress(text).map(AuditFact.email)
      case (.role, .text(let text)): Role(rawValue: text).map(AuditFact.role)
      case (.active, .flag(let flag)): .isActive(flag)
      case (.category, .text(let text)): StatusCategory(rawValue: text).map(AuditFact.category)
      case (.message, .text(let text)): Message.Kind(rawValue: text).map(AuditFact.message)
      case (.missing, .flag(let flag)): .isMissing(flag)
      case (.reason, .text(let text)): ParkReason(rawValue: text).map(AuditFact.reason)
      case (.sender, .text(let text)): .sender(text)
      case (.comment, .text(let text)): CommentID(text).map(AuditFact.comment)
      case (.count, .number(let number)): .count(number)
      case (.passesThrough, .flag(let flag)): .passesThrough(flag)
      case (.language, .text(let text)): Language(rawValue: text).map(AuditFact.language)
      case (.asksSecondStep, .flag(let flag)): .asksSecondStep(flag)
      case (.idleMinutes, .number(let number)): .idleMinutes(number)
      case (.reopenDays, .number(let number)): .reopenDays(number)
      case (.codesLeft, .number(let number)): .codesLeft(number)
      case (.backup, .text(let text)): (try? Date(text, strategy: .iso8601)).map(AuditFact.backup)
      case (.difference, .text(let text)): DriftKind(rawValue: text).map(AuditFact.difference)
      case (.lastCommon, .number(let number)): .lastCommon(number)
      case (.text, .text(let text)): .text(text)
      case (_, .flag), (_, .number), (_, .text): nil
      }
    guard let fact else { return nil }
    self = fact
  }
}
