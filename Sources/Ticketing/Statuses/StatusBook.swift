/// All statuses of one desk; each category has at least one, since what a partner sends must have an image.
package struct StatusBook: Sendable, Equatable {
  /// In the order of their positions.
  package let statuses: [Status]

  package init(_ statuses: [Status]) {
    self.statuses = statuses.sorted { ($0.position, $0.id) < ($1.position, $1.id) }
  }

  package subscript(id: StatusID) -> Status? { statuses.first { $0.id == id } }

  /// Finds by name, without regard to case.
  package func named(_ name: String) -> Status? {
    let wanted = name.lowercased()
    return statuses.first { $0.name.lowercased() == wanted }
  }

  /// The default status of a category: the one with the lowest position.
  package func first(_ category: StatusCategory) -> Status {
    guard let status = statuses.first(where: { $0.category == category }) else {
      preconditionFailure("a desk keeps a status in every category: removing(_:inUse:mappings:) refuses the last")
    }
    return status
  }

  /// The book without one status.
  ///
  /// - Parameter inUse: how many tickets stand in it.
  /// - Parameter mappings: the names of the partnerships whose mapping needs it.
  package func removing(_ id: StatusID, inUse: Int, mappings: [String]) throws(StatusRefusal) -> StatusBook {
    guard let status = self[id] else { return self }
    guard inUse == 0 else { throw .inUse(status.name, tickets: inUse) }
    guard mappings.isEmpty else { throw .neededByMapping(status.name, partnerships: mappings) }
    guard statuses.contains(where: { $0.category == status.category && $0.id != id }) else {
      throw .lastOfCategory(status.name, status.category)
    }
    return StatusBook(statuses.filter { $0.id != id })
  }

  /// What a new desk begins with.
  package static func standard(_ moment: inout Moment) -> StatusBook {
    let words: [(String, StatusCategory)] = [
      ("New", .new), ("In progress", .inProgress), ("Waiting for requester", .waitingForRequester),
      ("Waiting for partner", .waitingForPartner), ("On hold", .onHold), ("Resolved", .resolved), ("Closed", .closed),
      ("Cancelled", .cancelled),
    ]
    return StatusBook(
      words.enumerated().map { position, word in
        Status(id: moment.newID(), name: word.0, category: word.1, position: position)
      })
  }
}

package enum StatusRefusal: Error, Equatable, Sendable {
  case inUse(String, tickets: Int)
  case neededByMapping(String, partnerships: [String])
  /// Every category keeps one status, since what partners send must have an image.
  case lastOfCategory(String, StatusCategory)
  case nameTaken(String)
}
