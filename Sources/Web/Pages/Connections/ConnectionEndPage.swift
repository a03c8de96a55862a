import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// Ends a connection: shows what becomes of each ticket first, and takes its name as the word to go.
enum ConnectionEndPage {
  private static let path = ConnectionPage.path + "/end"

  static let routes: [Route] = [
    Route(
      .get, path, "What ending a connection does.", face: .page, access: .session(.admin), answer: nil
    ) { try await show($0) },
    Route(
      .post, path, "Ends a connection.", face: .page, access: .session(.admin), asksPassword: true, body: .form,
      answer: nil, handle: end),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let action: String
    let back: String
    let name: String
    let open: [OpenTicketRow]
    let hasOpen: Bool
    /// How many messages have not got there and never will; nil for none.
    let lost: String?
    let typeWords: String
    let typed: String
    let problem: String?
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (linked, clock, catalogue) = (try await call.linkedDesk(), try call.clock, try call.catalogue)
    let (path, base) = (try call.connectionPath(), try call.deskPath())
    let entries = try SettingsPages.entries(call, .connections)
    let health = try await call.health(of: linked)
    let untold = health.map { $0.onTheWay + $0.failed } ?? 0
    let name = linked.connection.name
    return try await call.show("connections/end", in: .settings, status: refused?.problem.status ?? 200) { tx in
      let open = try linked.connection.partnership.map { try tx.openHandoffTickets(over: $0) } ?? []
      let rows = open.map { OpenTicketRow($0, base, clock, catalogue) }
      let view = View(
        entries: entries, action: "\(path)/end", back: path, name: name, open: rows, hasOpen: !rows.isEmpty,
        lost: untold == 0 ? nil : catalogue.text("connections.end_lost", ["count": "\(untold)"]),
        typeWords: catalogue.text("partner.end_type", ["name": name]), typed: refused?.form["confirm"] ?? "",
        problem: refused?.problem.detail)
      return (catalogue.text("partner.end_title", ["name": name]), view)
    }
  }

  private static func end(_ call: Call) async throws -> Answer {
    let (linked, form, catalogue) = (try await call.linkedDesk(), try call.form(), try call.catalogue)
    do {
      let name = linked.connection.name
      let typed = (form["confirm"] ?? "").trimmingCharacters(in: .whitespaces)
      guard typed.lowercased() == name.trimmingCharacters(in: .whitespaces).lowercased() else {
        throw Problem(422, "Not confirmed", catalogue.text("partner.end_type", ["name": name]))
      }
      try await ConnectionRoutes.end(call)
      return .seeOther("\(try call.deskPath("/settings/connections"))?done=connection_ended")
    } catch {
      return try await show(call, try call.refused(error))
    }
  }
}
