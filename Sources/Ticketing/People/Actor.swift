/// Who acts, proved by a session or a token: the only source of the tenant that work is done in.
package struct Actor: Sendable, Equatable {
  package let tenant: TenantID
  package let agent: AgentID
  package let name: String
  package let role: Role
  /// The network address that asks, for the audit log.
  package let address: String?

  package init(tenant: TenantID, agent: AgentID, name: String, role: Role, address: String? = nil) {
    self.tenant = tenant
    self.agent = agent
    self.name = name
    self.role = role
    self.address = address
  }

  package func author(at desk: String) -> Author {
    Author(kind: .agent, name: name, desk: desk, agent: agent, role: role.rawValue)
  }

  package func require(_ needed: Role) throws(PermissionRefusal) {
    guard role.covers(needed) else { throw PermissionRefusal(has: role, needs: needed) }
  }
}

/// A role that does not reach.
package struct PermissionRefusal: Error, Equatable, Sendable {
  package let has: Role
  package let needs: Role

  package init(has: Role, needs: Role) {
    self.has = has
    self.needs = needs
  }
}
