package import Ticketing

/// A ticket as a person describes it: statuses, teams and people by id or by name.
package struct TicketInput: Sendable, Equatable {
  package struct Person: Sendable, Equatable {
    package let email: EmailAddress?
    package let name: String?
    package let phone: String?

    package init(email: EmailAddress?, name: String?, phone: String?) {
      self.email = email
      self.name = name
      self.phone = phone
    }
  }

  package var changes = TicketChanges()
  package var status: String?
  /// Goes with a status on hold.
  package var hold: Setting<Hold>?
  package var requester: Setting<Person>?
  package var team: Setting<String>?
  package var assignee: Setting<String>?
  /// By the key of the field.
  package var fields: [String: FieldInput] = [:]

  package init() {}
}

/// A custom field's value before its definition is known.
package enum FieldInput: Sendable, Equatable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([String])
  case cleared
}
