package import Foundation

/// A group of agents that tickets are assigned to.
package struct Team: Sendable, Equatable {
  package let id: TeamID
  package private(set) var name: String
  package let createdAt: Date

  package init(id: TeamID, name: String, createdAt: Date) {
    self.id = id
    self.name = name
    self.createdAt = createdAt
  }

  package mutating func rename(to name: String) { self.name = name }
}
