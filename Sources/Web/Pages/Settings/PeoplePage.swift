import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// Who works at the desk, and how a new colleague comes in.
enum PeoplePage {
  static let path = "/desk/{desk}/settings/people"

  static let routes: [Route] = [
    Route(.get, path, "Who works at the desk.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, path, "Invites a colleague.", face: .page, access: .session(.admin), asksPassword: true, body: .form,
      answer: nil,
      handle: invite),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let people: [PersonRow]
    let next: String?
    let invitation: InvitationForm
  }

  struct PersonRow {
    let path: String
    let name: String
    let email: String
    let initials: String
    let role: String
    let teams: String
    let isShutOut: Bool
  }

  struct InvitationForm {
    let name: String
    let email: String
    let roles: [ChoiceView]
    let teams: [ChoiceView]
    let problem: String?
  }

  static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (page, catalogue) = (try call.page(), try call.catalogue)
    let (entries, base) = (try SettingsPages.entries(call, .people), try call.deskPath("/settings/people"))
    return try await call.show(
      "settings/people", title: "settings.people", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      let agents = try tx.agents(page)
      let teams = try tx.everyTeam()
      let names = Dictionary(uniqueKeysWithValues: teams.map { ($0.id, $0.name) })
      let rows = agents.items.sorted { $0.name.lowercased() < $1.name.lowercased() }.map { agent in
        PersonRow(
          path: "\(base)/\(agent.id)", name: agent.name, email: agent.email.text, initials: Initials.of(agent.name),
          role: catalogue["role.\(agent.role.rawValue)"],
          teams: agent.teams.compactMap { names[$0] }.joined(separator: ", "), isShutOut: !agent.isActive)
      }
      let chosen = refused?.form.all("team") ?? []
      let form = InvitationForm(
        name: refused?.form["name"] ?? "", email: refused?.form["email"] ?? "",
        roles: ChoiceView.all(of: Role.self, "role", catalogue, chosen: refused?.form["role"] ?? Role.agent.rawValue),
        teams: teams.map { ChoiceView($0.name, $0.name, isChosen: chosen.contains($0.name)) },
        problem: refused?.labelled(in: catalogue))
      return View(
        entries: entries, people: rows, next: agents.next.map { "cursor=\(Cursor.text($0))" }, invitation: form)
    }
  }

  private static func invite(_ call: Call) async throws -> Answer {
    let form = try call.form()
    let secret = TokenSecret(.welcome, for: try call.actor.tenant)
    let base = try call.deskPath("/settings/people")
    do {
      let action = try JSONFields.read(.object(form.object("email", "name", "role"))) {
        (fields: inout JSONFields) throws(JSONProblems) in
        let email = fields.required("email", .email)
        let name = fields.required("name", .name)
        let role = fields.optional("role", .choice(of: Role.self)) ?? .agent
        let (address, title) = try fields.finish(email, name)
        return AddAgent(email: address, name: title, role: role, teams: form.all("team"))
      }
      // The page that follows shows the link, once; so there is nothing to come back to.
      return try await call.write(InviteColleague(action, secretHash: secret.hash)) { agent, tx in
        try WelcomeLinkPage.answer(call, secret, for: agent, back: base, tx)
      }
    } catch {
      return try await show(call, try call.refused(error))
    }
  }
}

extension DeskReader {
  /// All teams of the desk: people choose among them.
  func everyTeam() throws -> [Team] {
    var all: [Team] = []
    var after: PagePosition?
    repeat {
      let page = try teams(PageRequest(limit: 200, after: after))
      all += page.items
      after = page.next
    } while after != nil
    return all
  }
}
