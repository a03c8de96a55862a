/// A tenant's own word for where a ticket stands.
package struct Status: Sendable, Equatable {
  package let id: StatusID
  package private(set) var name: String
  package let category: StatusCategory
  /// Where it stands in lists, and which of a category's statuses is its default: the lowest.
  package private(set) var position: Int

  package init(id: StatusID, name: String, category: StatusCategory, position: Int) {
    self.id = id
    self.name = name
    self.category = category
    self.position = position
  }

  package mutating func rename(to name: String) { self.name = name }
  package mutating func move(to position: Int) { self.position = position }
}
