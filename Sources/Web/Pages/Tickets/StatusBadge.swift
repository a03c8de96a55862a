import Ticketing

/// A status as a coloured word: the desk's own name, the colour of its category.
struct StatusBadge {
  let name: String
  /// The category; the style sheet's name of the colour.
  let category: String

  init(_ status: Status) {
    name = status.name
    category = status.category.rawValue
  }
}
