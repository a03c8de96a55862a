import Federation
import Storage
import Ticketing

/// That everything sealed opens with the keys that the hub has, and that no two desks say they are the same.
struct SealedValues: Check {
  var ailments: [Ailment] { [.sealedValue, .sharedFederationID] }
  var statements: [Statement] {
    [
      Self.desks, Self.partners, Self.secondSteps, Self.connections, Self.standIns, Self.webhooks, Self.addresses,
      Self.mailAccounts,
    ]
  }

  private static let desks = Statement("SELECT tenant_id, tenant_key, federation_id FROM tenants", scope: .hub)

  private static let partners = Statement(
    """
    SELECT p.tenant_id, x.tenant_key, p.id, p.partner_federation_id FROM partnerships p
    JOIN tenants x ON x.tenant_id = p.tenant_id WHERE p.partner_federation_id IS NOT NULL
    """, scope: .hub)

  private static let secondSteps = Statement(
    """
    SELECT s.tenant_id, x.tenant_key, s.agent_id, s.secret FROM second_steps s
    JOIN tenants x ON x.tenant_id = s.tenant_id
    """, scope: .hub)

  private static let connections = Statement(
    """
    SELECT c.tenant_id, x.tenant_key, c.id, c.secrets FROM connections c JOIN tenants x ON x.tenant_id = c.tenant_id
    """, scope: .hub)

  private static let standIns = Statement(
    """
    SELECT s.tenant_id, x.tenant_key, s.tenant_id, s.secrets FROM stand_ins s
    JOIN tenants x ON x.tenant_id = s.tenant_id
    """, scope: .hub)

  private static let webhooks = Statement(
    """
    SELECT w.tenant_id, x.tenant_key, w.id, w.secrets FROM webhooks w
    JOIN tenants x ON x.tenant_id = w.tenant_id
    """, scope: .hub)

  private static let addresses = Statement(
    """
    SELECT a.tenant_id, x.tenant_key, a.id, a.code FROM desk_addresses a
    JOIN tenants x ON x.tenant_id = a.tenant_id WHERE a.code IS NOT NULL
    """, scope: .hub)

  private static let mailAccounts = Statement(
    """
    SELECT m.tenant_id, x.tenant_key, m.id, m.password FROM mail_accounts m
    JOIN tenants x ON x.tenant_id = m.tenant_id
    """, scope: .hub)

  func look(_ view: SQLHubView, _ round: Round, _ findings: inout Findings) throws {
    var owners: [FederationID: TenantID] = [:]
    // What a desk's own key does not open, its other values need not try.
    var locked: Set<TenantID> = []
    try view.walk(Self.desks) { columns in
      let tenant: TenantID = try columns.id()
      let (key, sealed) = (columns.bytes(), columns.bytes())
      let desk = Finding.Case(tenant: tenant, noun: .desk, name: tenant.description, note: "tenants.federation_id")
      guard let id = try? view.environment.openID(sealed, under: key, TenantRow.context(tenant)) else {
        locked.insert(tenant)
        return findings.note(.sealedValue, desk)
      }
      if owners.updateValue(tenant, forKey: id) != nil { findings.note(.sharedFederationID, desk) }
    }
    try opens(Self.partners, .partnership, "partnerships", "partner_federation_id", but: locked, view, &findings)
    try opens(Self.secondSteps, .agent, "second_steps", "secret", but: locked, view, &findings)
    try opens(Self.connections, .connection, "connections", "secrets", but: locked, view, &findings)
    try opens(Self.standIns, .desk, "stand_ins", "secrets", but: locked, view, &findings)
    try opens(Self.webhooks, .webhook, "webhooks", "secrets", but: locked, view, &findings)
    try opens(Self.addresses, .address, "desk_addresses", "code", but: locked, view, &findings)
    try opens(Self.mailAccounts, .mailAccount, "mail_accounts", "password", but: locked, view, &findings)
  }

  private func opens(
    _ statement: Statement, _ noun: Finding.Noun, _ table: String, _ column: String, but locked: Set<TenantID>,
    _ view: SQLHubView, _ findings: inout Findings
  ) throws {
    try view.walk(statement) { columns in
      let tenant: TenantID = try columns.id()
      let key = columns.bytes()
      let row: ID<SQLHubView> = try columns.id()
      let context = SealContext(tenant: tenant, table: table, row: row.description, column: column)
      guard !locked.contains(tenant), (try? view.environment.sealer.open(columns.bytes(), under: key, context)) == nil
      else { return }
      findings.note(
        .sealedValue, Finding.Case(tenant: tenant, noun: noun, name: row.description, note: "\(table).\(column)"))
    }
  }
}
