import ConnectorKit
import Testing
import Ticketing

/// What can happen at the hub, by the words of the table in each connector's README.
enum ChangeKind: String, CaseIterable {
  case newTicket = "a new ticket"
  case publicComment = "a public comment"
  case partnersComment = "a partners' comment"
  case edit = "an edit"
  case retraction = "a retraction"
  case file = "a file"
  case status = "a status"
  case priority = "a priority"

  func isPromised(by vocabulary: Vocabulary) -> Bool {
    switch self {
    case .newTicket, .status: true
    case .publicComment: vocabulary.conversation.contains(.publicComments)
    case .partnersComment: vocabulary.conversation.contains(.privateComments)
    case .edit: vocabulary.conversation.contains(.edits)
    case .retraction: vocabulary.conversation.contains(.deletions)
    case .file: vocabulary.conversation.contains(.files)
    case .priority: !vocabulary.priorities.isEmpty
    }
  }
}

extension Trial {
  /// A change of that kind, which needs no comment of before.
  func change(_ kind: ChangeKind, on ticket: ExternalReference, item: String = "1") throws -> Change {
    let content: Change.Content =
      switch kind {
      case .newTicket: .open(.sample("Fridge 7 is warm", vocabulary))
      case .publicComment: .comment(.sample("We come at two.", isPublic: true))
      case .partnersComment: .comment(.sample("The valve again, I think.", isPublic: false))
      case .edit: .edit(item: item, .sample("We come at three.", isPublic: true))
      case .retraction: .retract(item: item)
      case .file: .file(.sample())
      case .status: .status(try #require(vocabulary.status(for: .resolved)))
      case .priority: .priority(try #require(vocabulary.priorities.first?.id, "it has no priorities"))
      }
    let isNew = kind == .newTicket
    return change(content, on: isNew ? nil : ticket, status: isNew ? nil : far.tickets.first?.status)
  }

  /// What comes of a change of that kind, after what it needs before it.
  func carried(_ kind: ChangeKind) async throws -> Run<Receipt> {
    let ticket = try await opened()
    if kind == .priority, vocabulary.priorities.isEmpty {
      return try await carry(change(.priority("any"), on: ticket))
    }
    guard kind == .edit || kind == .retraction else { return try await carry(try change(kind, on: ticket)) }
    let said = try await carry(try change(.publicComment, on: ticket))
    return try await carry(try change(kind, on: ticket, item: said.receipt?.item ?? "1"))
  }

  /// Whether such a change gets through.
  func carries(_ kind: ChangeKind) async throws -> Bool { try await again().carried(kind).receipt != nil }
}
