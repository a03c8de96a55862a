import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// Every key of the API at this desk: whose it is, and how to take it away.
enum DeskTokensPage {
  static let path = "/desk/{desk}/settings/tokens"

  static let routes: [Route] = [
    Route(.get, path, "The desk's keys of the API.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, path, "Makes a key of the API.", face: .page, access: .session(.admin), asksPassword: true, body: .form,
      answer: nil,
      handle: create),
    Route(
      .post, path + "/{token}/revoke", "Kills a key of the API.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form,
      answer: nil, handle: revoke),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let tokens: [Row]
    let isEmpty: Bool
    let next: String?
    let owner: PickerView
    let newLabel: String
    let problem: String?
  }

  struct Row {
    let path: String
    let label: String
    let ownerName: String
    let made: TimeView
    let until: TimeView?
    let isDead: Bool
  }

  struct NewTokenView {
    let entries: [SettingsPages.Entry]
    let label: String
    let secret: String
    let back: String
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (page, clock, actor) = (try call.page(), try call.clock, try call.actor)
    let (entries, base) = (try SettingsPages.entries(call, .tokens), try call.deskPath("/settings/tokens"))
    let problem = refused?.labelled(in: try call.catalogue, ["name": "label", "agent": "owner"])
    return try await call.show(
      "settings/tokens", title: "settings.tokens", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      let tokens = try tx.tokens(page)
      let people = try tx.agents(Set(tokens.items.map(\.agent)))
      let names = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.name) })
      let rows = tokens.items.map { token in
        Row(
          path: "\(base)/\(token.id)", label: token.label,
          ownerName: names[token.agent] ?? "", made: TimeView(token.createdAt, clock),
          until: token.expiresAt.map { TimeView($0, clock) },
          isDead: token.revokedAt != nil || token.expiresAt.map { $0 <= clock.now } ?? false)
      }
      let chosen = refused?.form["agent"] ?? actor.agent.description
      return View(
        entries: entries, tokens: rows, isEmpty: rows.isEmpty, next: tokens.next.map { "cursor=\(Cursor.text($0))" },
        owner: try PickerView("agent", .agents(tx), base: try call.deskPath(), chosen: chosen, isAsked: true, tx),
        newLabel: refused?.form["name"] ?? "", problem: problem)
    }
  }

  private static func create(_ call: Call) async throws -> Answer {
    let form = try call.form()
    let secret = TokenSecret(.api, for: try call.actor.tenant)
    let (entries, base) = (try SettingsPages.entries(call, .tokens), try call.deskPath("/settings/tokens"))
    do {
      let owner = form["agent"].flatMap { $0.isEmpty ? nil : $0 }
      let agent = try await call.hub.storage.read(in: try call.actor.tenant) { tx in
        try owner.map { try tx.agent(like: $0, at: "/agent").id }
      }
      let action = CreateToken(
        for: agent, label: try JSONFields.name(in: form), secretHash: secret.hash,
        expiresAt: nil)
      return try await call.write(action) { token, tx in
        let view = NewTokenView(
          entries: entries, label: token.label, secret: secret.text.expose(), back: base)
        return try call.render("settings/new-token", title: "settings.new_token", in: .settings, view, tx)
      }
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  private static func revoke(_ call: Call) async throws -> Answer {
    let (id, base): (TokenID, String) = (try call.parameter("token"), try call.deskPath("/settings/tokens"))
    return try await call.submit { _ in
      RevokeToken(id)
    } then: { _, _ in
      "\(base)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }
}
