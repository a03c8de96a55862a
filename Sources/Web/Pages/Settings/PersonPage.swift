import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// One colleague: name, role, teams, and whether the person may come in.
enum PersonPage {
  static let path = "/desk/{desk}/settings/people/{agent}"

  static let routes: [Route] = [
    Route(.get, path, "One colleague.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, path, "Changes a colleague.", face: .page, access: .session(.admin), asksPassword: true, body: .form,
      answer: nil,
      handle: change),
    Route(
      .post, path + "/access", "Shuts a colleague out, or lets one in again.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form, answer: nil, handle: changeAccess),
    Route(
      .post, path + "/welcome", "Makes a new link to choose a password by.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form, answer: nil, handle: renewWelcome),
    Route(
      .post, path + "/second-step", "Takes away a colleague's second step.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form, answer: nil, handle: liftSecondStep),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let path: String
    let name: String
    let email: String
    let roles: [ChoiceView]
    let teams: [ChoiceView]
    let isActive: Bool
    let hasSecondStep: Bool
    let problem: String?
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (id, catalogue): (AgentID, Catalogue) = (try call.parameter("agent"), try call.catalogue)
    let (entries, base) = (try SettingsPages.entries(call, .people), try call.deskPath("/settings/people"))
    return try await call.show("settings/person", in: .settings, status: refused?.problem.status ?? 200) { tx in
      guard let agent = try tx.agent(id) else { throw NotFound() }
      let form = refused.flatMap { $0.isOf("person") ? $0.form : nil }
      let teams = try tx.everyTeam().map {
        ChoiceView($0.name, $0.name, isChosen: form?.all("team").contains($0.name) ?? agent.teams.contains($0.id))
      }
      let role = form?["role"] ?? agent.role.rawValue
      let view = View(
        entries: entries, path: "\(base)/\(agent.id)", name: form?["name"] ?? agent.name, email: agent.email.text,
        roles: ChoiceView.all(of: Role.self, "role", catalogue, chosen: role), teams: teams,
        isActive: agent.isActive, hasSecondStep: try tx.secondStep(of: agent.id)?.isConfirmed == true,
        problem: refused?.labelled(in: catalogue))
      return (agent.name, view)
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let (id, base): (AgentID, String) = (try call.parameter("agent"), try call.deskPath("/settings/people"))
    return try await call.submit { form in
      try JSONFields.read(.object(form.object("name", "role"))) { (fields: inout JSONFields) throws(JSONProblems) in
        let name = fields.required("name", .name)
        let role = fields.required("role", .choice(of: Role.self))
        let (title, chosen) = try fields.finish(name, role)
        return ChangeAgent(id, name: title, role: chosen, teams: form.all("team"))
      }
    } then: { agent, _ in
      "\(base)/\(agent.id)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }

  private static func changeAccess(_ call: Call) async throws -> Answer {
    let (id, base): (AgentID, String) = (try call.parameter("agent"), try call.deskPath("/settings/people"))
    return try await call.submit { form in
      ChangeAgent(id, isActive: form["active"] == "true")
    } then: { agent, _ in
      "\(base)/\(agent.id)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }

  private static func liftSecondStep(_ call: Call) async throws -> Answer {
    let id: AgentID = try call.parameter("agent")
    let path = try call.deskPath("/settings/people/\(id)?done=second_step_off")
    return try await call.write(LiftSecondStep(of: id)) { _, _ in .seeOther(path) }
  }

  private static func renewWelcome(_ call: Call) async throws -> Answer {
    let id: AgentID = try call.parameter("agent")
    let secret = TokenSecret(.welcome, for: try call.actor.tenant)
    let back = try call.deskPath("/settings/people/\(id)")
    return try await call.write(RenewWelcome(id, secretHash: secret.hash)) { agent, tx in
      try WelcomeLinkPage.answer(call, secret, for: agent, back: back, tx)
    }
  }
}
