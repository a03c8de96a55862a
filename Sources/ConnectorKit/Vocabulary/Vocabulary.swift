package import Ticketing

/// An external desk's own words, and what it demands with them.
package struct Vocabulary: Sendable, Equatable {
  /// As the product has them when it is new; its admins may have added others.
  package let statuses: [NativeStatus]
  package let transitions: Transitions
  package let priorities: [NativePriority]
  package let types: [NativeType]
  package let conversation: Conversation
  /// What a demanded field gets where the mapping names nothing: by the field, a template.
  package let standards: [String: String]

  package init(
    statuses: [NativeStatus], transitions: Transitions = .free, priorities: [NativePriority] = [],
    types: [NativeType] = [], conversation: Conversation, standards: [String: String] = [:]
  ) {
    self.statuses = statuses
    self.transitions = transitions
    self.priorities = priorities
    self.types = types
    self.conversation = conversation
    self.standards = standards
  }

  package enum Transitions: Sendable, Equatable {
    /// Any status may follow any other, but for what is final.
    case free
    /// The far side says at each time which may follow.
    case asked
  }

  /// What of a conversation an external desk can take.
  package struct Conversation: Sendable, Equatable, OptionSet {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Comments that its requesters do not see.
    package static let privateComments = Conversation(rawValue: 1)
    package static let publicComments = Conversation(rawValue: 2)
    package static let edits = Conversation(rawValue: 4)
    package static let deletions = Conversation(rawValue: 8)
    package static let files = Conversation(rawValue: 16)
    /// Others may be shown as a comment's author than the account that writes it.
    package static let authors = Conversation(rawValue: 32)
  }
}

package struct NativeStatus: Sendable, Equatable, Codable {
  /// The word on the wire.
  package let id: String
  package let name: String
  package let category: StatusCategory
  /// The fields that must be given with it.
  package let needs: [String]
  /// Whether nothing can be written to the ticket any more.
  package let isFinal: Bool

  package init(
    _ id: String, _ name: String, _ category: StatusCategory, needs: [String] = [], isFinal: Bool = false
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.needs = needs
    self.isFinal = isFinal
  }
}

package struct NativePriority: Sendable, Equatable {
  package let id: String
  package let name: String
  package let priority: Priority

  package init(_ id: String, _ name: String, _ priority: Priority) {
    self.id = id
    self.name = name
    self.priority = priority
  }
}

package struct NativeType: Sendable, Equatable {
  package let id: String
  package let name: String
  package let type: TicketType

  package init(_ id: String, _ name: String, _ type: TicketType) {
    self.id = id
    self.name = name
    self.type = type
  }
}
