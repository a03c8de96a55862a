/// Who acts, proved by a session or a token: the only source of the tenant that work is done in.
package struct Actor: Sendable, Equatable {
  package let tenant: TenantID
  package let agent: AgentID
  package let name: String
  package let role: Role

  package init(tenant: TenantID, agent: AgentID, name: String, role: Role) {
    self.tenant = tenant
    self.agent = agent
    self.name = name
    self.role = role
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
