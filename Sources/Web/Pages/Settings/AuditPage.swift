import Foundation
import HTTPTypes
import Storage
import Ticketing

/// Who did what from where, newest first.
enum AuditPage {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}/settings/audit", "Who did what at the desk, from where.", face: .page,
      access: .session(.admin), answer: nil, handle: show)
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let records: [Row]
    let next: String?
  }

  struct Row {
    let at: TimeView
    let who: String
    let action: String
    let detail: String
    let address: String?
  }

  private static func show(_ call: Call) async throws -> Answer {
    let (request, clock, catalogue) = (try call.page(), try call.clock, try call.catalogue)
    let entries = try SettingsPages.entries(call, .audit)
    let words = AuditWords(catalogue, now: clock.now, zone: call.zone)
    return try await call.show("settings/audit", title: "settings.audit", in: .settings) { tx in
      let found = try tx.audit(before: request.after.map { Int($0.key) }, limit: request.limit + 1)
      let page = Page(oneMoreThan: request.limit, found) { PagePosition(key: Int64($0.seq), id: tx.tenant.uuid) }
      var names: [AgentID: String] = [:]
      let rows = try page.items.map { record in
        Row(
          at: TimeView(record.at, clock), who: try name(of: record.source, catalogue, tx, &names),
          action: catalogue.has("audit.\(record.action)") ? catalogue["audit.\(record.action)"] : record.action,
          detail: words.sentence(record.facts), address: record.address)
      }
      return View(entries: entries, records: rows, next: page.next.map { "cursor=\(Cursor.text($0))" })
    }
  }

  private static func name(
    of source: AuditRecord.Source, _ catalogue: Catalogue, _ tx: any DeskReader, _ names: inout [AgentID: String]
  ) throws -> String {
    switch source {
    case .agent(let id):
      if let known = names[id] { return known }
      let name = try tx.agent(id)?.name ?? ""
      names[id] = name
      return name
    case .commandLine: return catalogue["settings.command_line"]
    case .hubOperator: return catalogue["settings.hub_operator"]
    case .system: return catalogue["settings.system"]
    }
  }
}
