import Storage
import Ticketing

/// That agents are in teams of their desk, and that names which are found without regard to case are kept in that form.
struct TeamsOfAgents: Check {
  var ailments: [Ailment] { [.absentTeam, .foldedName] }
  var statements: [Statement] { [Self.teams, Self.agents] + Self.folded.map(\.statement) }

  private static let teams = Statement("SELECT t.tenant_id, t.id FROM teams t", scope: .hub)
  private static let agents = Statement("SELECT a.tenant_id, a.id, a.teams FROM agents a", scope: .hub)

  private static let folded: [(noun: Finding.Noun, statement: Statement)] = [
    (.agent, names("agents", "email", "folded_email")), (.requester, names("requesters", "email", "folded_email")),
    (.team, names("teams", "name", "folded_name")), (.customer, names("customers", "name", "folded_name")),
  ]

  private static func names(_ table: String, _ name: String, _ folded: String) -> Statement {
    Statement(
      "SELECT r.tenant_id, r.id, r.\(name), r.\(folded) FROM \(table) r WHERE r.\(name) IS NOT NULL", scope: .hub)
  }

  func look(_ view: SQLHubView, _ round: Round, _ findings: inout Findings) throws {
    var teams: [TenantID: Set<TeamID>] = [:]
    try view.walk(Self.teams) { teams[try $0.id(), default: []].insert(try $0.id()) }
    try view.walk(Self.agents) { columns in
      let tenant: TenantID = try columns.id()
      let agent: AgentID = try columns.id()
      guard !Set([TeamID](packed: columns.bytes())).isSubset(of: teams[tenant] ?? []) else { return }
      findings.note(.absentTeam, Finding.Case(tenant: tenant, noun: .agent, name: agent.description))
    }
    for (noun, statement) in Self.folded {
      try view.walk(statement) { columns in
        let tenant: TenantID = try columns.id()
        let row: ID<SQLHubView> = try columns.id()
        guard columns.text().foldedForComparing != columns.text() else { return }
        findings.note(.foldedName, Finding.Case(tenant: tenant, noun: noun, name: row.description))
      }
    }
  }
}
