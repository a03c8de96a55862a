package import Ticketing

/// Who wrote something, as far as the sending desk lets it out.
package struct WireAuthor: Sendable, Equatable, Codable {
  /// A pseudonym per partnership; empty for the system.
  package let ref: String
  /// Empty where the desk lets out no names.
  package let name: String
  package let kind: Author.Kind
  package let role: String?
  package let desk: String

  package init(ref: String, name: String, kind: Author.Kind, role: String?, desk: String) {
    self.ref = ref
    self.name = name
    self.kind = kind
    self.role = role
    self.desk = desk
  }

  /// The author as the receiving desk keeps it.
  package var author: Author { Author(kind: kind, name: name, desk: desk, role: role, ref: ref) }
}
