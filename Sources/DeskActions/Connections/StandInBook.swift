package import ConnectorKit
package import Ticketing

/// The statuses of a desk that stands in for an external one: theirs, and one for each category that they have none of.
enum StandInBook {
  /// In their order: the first of a category is the one that it is shown as there.
  static func words(_ mapping: ConnectionMapping) -> [(name: String, category: StatusCategory)] {
    StatusCategory.allCases.flatMap { category -> [(name: String, category: StatusCategory)] in
      let theirs = mapping.statuses.filter { $0.category == category }
      guard !theirs.isEmpty else { return [(name: "(\(category.rawValue))", category: category)] }
      let shown = theirs.filter { $0.id == mapping.shows[category] }
      return (shown + theirs.filter { $0.id != mapping.shows[category] }).map { (name: $0.name, category: category) }
    }
  }

  /// The stand-in's statuses as they are to be: those that there are keep their ids, and none is taken away, since a ticket may
  /// stand in it.
  static func changes(
    to mapping: ConnectionMapping, from book: StatusBook, _ moment: inout Moment
  ) -> [Status] {
    var changed: [Status] = []
    let words = words(mapping)
    for (position, word) in words.enumerated() {
      let known = book.statuses.first { $0.name == word.name && $0.category == word.category }
      let status = Status(
        id: known?.id ?? moment.newID(), name: word.name, category: word.category, position: position)
      if status != known { changed.append(status) }
    }
    let kept = book.statuses.filter { status in
      !words.contains { $0.name == status.name && $0.category == status.category }
    }
    for (place, status) in kept.enumerated() where status.position < words.count {
      changed.append(
        Status(id: status.id, name: status.name, category: status.category, position: words.count + place))
    }
    return changed
  }
}

extension ConnectionMapping {
  /// What one of the stand-in's statuses is called there; nil where the mapping has no word for it.
  package func native(of status: String, _ category: StatusCategory) -> String? {
    statuses.first { $0.name == status && $0.category == category }?.id ?? shows[category]
  }
}
