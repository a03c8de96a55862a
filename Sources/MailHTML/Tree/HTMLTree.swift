/// The HTML of a mail as a tree of allowed elements and texts, and of nothing else.
///
/// Nodes stand in the order in which they are read, so that a place in the tree is a number, and all that follows a place has
/// a greater one.
package struct HTMLTree: Sendable {
  package struct Node: Sendable {
    package let content: Content
    /// Nil for the root, which is the first node.
    package let parent: Int?
    package internal(set) var children: [Int] = []
  }

  package enum Content: Sendable {
    case root
    case element(HTMLElement, attributes: [HTMLAttribute], marks: HTMLMarks?)
    case text(String)
  }

  package internal(set) var nodes: [Node] = [Node(content: .root, parent: nil)]

  /// Elements deeper than this are left out, their content is not: browsers do the same, at 512.
  static let depth = 200
  /// Beyond so many nodes only texts are read: no mail that people write has as many, and each takes memory.
  static let most = 100_000

  package func element(_ node: Int) -> HTMLElement? {
    if case .element(let element, _, _) = nodes[node].content { element } else { nil }
  }

  package func marks(_ node: Int) -> HTMLMarks? {
    if case .element(_, _, .some(let marks)) = nodes[node].content { marks } else { nil }
  }
}

/// What an element says of itself that is never shown, but tells who wrote it: mail programs mark what they quote.
package final class HTMLMarks: Sendable {
  package let id: String
  /// In lower case, as it is written.
  package let classes: String
  package let type: String

  /// Nil where it says nothing.
  init?(_ attributes: [HTMLAttribute]) {
    func value(_ name: String) -> String {
      attributes.first { $0.name == name }.map { String($0.value.prefix(256)).lowercased() } ?? ""
    }
    id = value("id") + " " + value("name")
    classes = value("class")
    type = value("type")
    if id == " ", classes.isEmpty, type.isEmpty { return nil }
  }
}
