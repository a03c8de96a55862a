import Storage

/// That the rows which name no other row of their desk belong to a desk of the hub's.
enum DeskRoots {
  static let all = [
    "counters", "statuses", "fields", "teams", "agents", "customers", "requesters", "tickets", "partnerships", "audit",
    "connections", "stand_ins", "polls", "reports",
    "webhooks", "desk_addresses", "received_mails", "suppressed_addresses", "mail_templates", "mail_accounts",
  ].map { table in
    StatementCheck(
      .orphanOfDesk, .desk, of: "c", id: "tenant_id", note: "'\(table)'",
      """
      FROM \(table) c WHERE NOT EXISTS (SELECT 1 FROM tenants x WHERE x.tenant_id = c.tenant_id) GROUP BY c.tenant_id
      """)
  }
}
