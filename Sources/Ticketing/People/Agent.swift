package import Foundation

/// Who works at a desk.
package struct Agent: Sendable, Equatable {
  package let id: AgentID
  package let email: EmailAddress
  package private(set) var name: String
  package private(set) var role: Role
  package private(set) var teams: [TeamID]
  /// A disabled agent's tokens and sessions are dead; what the agent wrote stays.
  package private(set) var isActive: Bool
  package let createdAt: Date

  package init(
    id: AgentID, email: EmailAddress, name: String, role: Role, teams: [TeamID] = [], isActive: Bool = true,
    createdAt: Date
  ) {
    self.id = id
    self.email = email
    self.name = name
    self.role = role
    self.teams = teams
    self.isActive = isActive
    self.createdAt = createdAt
  }

  package mutating func rename(to name: String) { self.name = name }
  package mutating func join(_ teams: [TeamID]) { self.teams = teams }

  /// - Parameter otherAdmins: how many other active admins the desk has.
  package mutating func change(role: Role, otherAdmins: Int) throws(PeopleRefusal) {
    guard role == .admin || self.role != .admin || !isActive || otherAdmins > 0 else { throw .lastAdmin }
    self.role = role
  }

  /// - Parameter otherAdmins: how many other active admins the desk has.
  package mutating func setActive(_ isActive: Bool, otherAdmins: Int) throws(PeopleRefusal) {
    guard isActive || role != .admin || otherAdmins > 0 else { throw .lastAdmin }
    self.isActive = isActive
  }
}

package enum PeopleRefusal: Error, Equatable, Sendable {
  /// A desk keeps one active admin, or nobody could configure it any more.
  case lastAdmin
  case emailTaken(EmailAddress)
  case nameTaken(String)
}
