package import Foundation

/// An organisation that the desk serves; its contacts are requesters.
package struct Customer: Sendable, Equatable {
  package let id: CustomerID
  package private(set) var name: String
  /// A word of the desk about this customer, seen by its agents only.
  package private(set) var note: String?
  package let createdAt: Date

  package init(id: CustomerID, name: String, note: String? = nil, createdAt: Date) {
    self.id = id
    self.name = name
    self.note = note
    self.createdAt = createdAt
  }

  package mutating func rename(to name: String) { self.name = name }
  package mutating func remark(_ note: String?) { self.note = note }
}
