/// Who wrote an entry, as this desk knows it.
package struct Author: Sendable, Equatable, Codable {
  package enum Kind: String, Sendable, CaseIterable, Codable {
    case agent
    case requester
    case system
  }

  package let kind: Kind
  /// As far as the author's desk lets the name out; empty where it lets out none.
  package let name: String
  /// The desk that the author works at, or that passed the entry on.
  package let desk: String
  /// This desk's own agent; nil for anybody else.
  package let agent: AgentID?
  /// The author's function, where a desk names nothing else.
  package let role: String?
  /// A pseudonym per partnership, so that two entries by one person can be told to be by one.
  package let ref: String?

  package init(
    kind: Kind, name: String, desk: String, agent: AgentID? = nil, role: String? = nil, ref: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.desk = desk
    self.agent = agent
    self.role = role
    self.ref = ref
  }
}
