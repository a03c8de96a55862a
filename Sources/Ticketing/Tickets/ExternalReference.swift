/// Another system's ticket.
package struct ExternalReference: Sendable, Hashable, Codable {
  /// Unique there, and for ever the same; never shown.
  package let id: String
  /// What people there call it, such as INC0010023; the id where there is nothing else.
  package let number: String
  package let url: String?

  package init(id: String, number: String? = nil, url: String? = nil) {
    self.id = id
    self.number = number ?? id
    self.url = url
  }
}
