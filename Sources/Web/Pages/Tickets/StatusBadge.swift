import Ticketing

/// A status as a coloured word: the desk's own name, the colour of its category.
struct StatusBadge {
  let name: String
  /// The category; the style sheet's name of the colour.
  let category: String

  /// A status of another desk's, as it told of it.
  init(name: String, category: String) {
    self.name = name
    self.category = category
  }

  init(_ status: Status) {
    name = status.name
    category = status.category.rawValue
  }
}
