import Federation
import Storage
import StrictJSON
import Ticketing

/// That a structure kept in one column can be read. One that cannot would fail where a page or the relay needs its row.
struct StoredValue: Check {
  private let noun: Finding.Noun
  private let place: String
  private let statement: Statement
  private let read: @Sendable (inout Columns) throws -> Void

  var ailments: [Ailment] { [.unreadableValue] }
  var statements: [Statement] { [statement] }

  init(
    _ noun: Finding.Noun, _ table: String, _ column: String, id: String = "id",
    _ read: @escaping @Sendable (inout Columns) throws -> Void
  ) {
    self.noun = noun
    self.read = read
    place = "\(table).\(column)"
    statement = Statement(
      "SELECT r.tenant_id, r.\(id), r.\(column) FROM \(table) r WHERE r.\(column) IS NOT NULL", scope: .hub)
  }

  init<Value: Decodable & Sendable>(
    _ noun: Finding.Noun, _ table: String, _ column: String, id: String = "id", as _: Value.Type
  ) {
    self.init(noun, table, column, id: id) { _ = try $0.json(Value.self) }
  }

  func look(_ view: SQLHubView, _ round: Round, _ findings: inout Findings) throws {
    try view.walk(statement) { columns in
      let tenant: TenantID = try columns.id()
      let name: ID<SQLHubView> = try columns.id()
      do { try read(&columns) } catch {
        findings.note(
          .unreadableValue, Finding.Case(tenant: tenant, noun: noun, name: name.description, note: place))
      }
    }
  }
}

enum StoredValues {
  static let all = [
    StoredValue(.ticket, "tickets", "tags") { _ = try $0.words() },
    StoredValue(.ticket, "tickets", "fields", as: [String: FieldValue].self),
    StoredValue(.ticket, "tickets", "site", as: Site.self),
    StoredValue(.ticket, "timeline", "changes", id: "ticket_id", as: [TicketChange].self),
    StoredValue(.handoff, "handoffs", "chain", as: ChainTags.self),
    StoredValue(.handoff, "handoffs", "requires", as: [CompletionRequirement].self),
    StoredValue(.handoff, "handoffs", "completion", as: Completion.self),
    StoredValue(.handoff, "handoffs", "partner_status", as: StatusReport.self),
    StoredValue(.handoff, "handoffs", "told_status", as: StatusReport.self),
    StoredValue(.handoff, "handoffs", "beyond", as: [ChainHop].self),
    StoredValue(.handoff, "handoffs", "told_chain", as: [ChainHop].self),
    StoredValue(.partnership, "partnerships", "sharing", as: SharingRules.self),
    StoredValue(.partnership, "partnerships", "settings", as: PartnershipSettings.self),
    StoredValue(.partnership, "partnerships", "mapping", as: Mapping.self),
    StoredValue(.partnership, "partnerships", "partner_terms", as: Terms.self),
    StoredValue(.connection, "connections", "settings") { _ = try JSONReader.read($0.bytes()) },
    StoredValue(.desk, "stand_ins", "settings", id: "tenant_id") { _ = try JSONReader.read($0.bytes()) },
    StoredValue(.delivery, "attempts", "cause", id: "delivery_id", as: AttemptCause.self),
    StoredValue(.report, "reports", "report") { _ = try JSONReader.read($0.bytes()) },
    StoredValue(.desk, "fields", "allowed", id: "tenant_id") { _ = try $0.words() },
    StoredValue(.desk, "tenants", "idle_minutes", id: "tenant_id") { columns in
      if IdleLimit(minutes: columns.count()) == nil { throw StorageError.corrupt("no possible idle limit") }
    },
    StoredValue(.mailAccount, "mail_accounts", "passed_over") { _ = try $0.json([MailFetch.PassedOver].self) },
    StoredValue(.webhook, "webhooks", "events") { _ = try WebhookEvents(kept: &$0) },
    StoredValue(.agent, "personal_settings", "choices", id: "agent_id", as: [NoticeKind: NoticeChannels].self),
    StoredValue(.agent, "kept_answers", "headers", id: "agent_id", as: [String: String].self),
  ]
}
