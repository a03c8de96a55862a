import DeskActions
import FormData
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// What somebody sets for oneself, all on one page.
enum MePages {
  static let path = "/desk/{desk}/me"

  static let routes: [Route] =
    [
      Route(.get, path, "What somebody sets for oneself.", face: .page, access: .session(.light), answer: nil) { call in
        try await show(call)
      },
      Route(
        .post, path, "Changes one's own name.", face: .page, access: .session(.light), body: .form, answer: nil,
        handle: rename),
    ] + OwnPasswordPage.routes + OwnSecondStepPage.routes + OwnSessionsPage.routes + OwnTokensPage.routes
    + OwnNoticesPage.routes

  struct View {
    let name: String
    let email: String
    let role: String
    let nameProblem: String?
    let minimum: Int
    let passwordProblem: String?
    let secondStep: OwnSecondStepView
    let offProblem: String?
    let sessions: [OwnSessionView]
    let hasOthers: Bool
    let tokens: [OwnTokenView]
    let hasTokens: Bool
    let newLabel: String
    let tokenProblem: String?
    let notices: [NoticeChoiceView]
    let hearsOfUnassigned: Bool
  }

  static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (actor, own, clock) = (try call.actor, try call.signedIn.record, try call.clock)
    let catalogue = try call.catalogue
    func problem(_ form: String) -> String? { refused.flatMap { $0.isOf(form) ? $0.problem.detail : nil } }
    func typed(_ form: String) -> String? { refused.flatMap { $0.isOf(form) ? $0.form["name"] : nil } }
    let (nameProblem, passwordProblem, tokenProblem) = (problem("name"), problem("password"), problem("token"))
    let offProblem = problem("second-step-off")
    let (newName, newLabel) = (typed("name"), typed("token") ?? "")
    return try await call.show(
      "me/show", title: "frame.me", in: .none, status: refused?.problem.status ?? 200
    ) { tx in
      guard let agent = try tx.agent(actor.agent), let desk = try tx.deskRecord() else { throw NotFound() }
      let sessions = try tx.openSessions(of: agent.id).filter { $0.isAlive(at: clock.now, idleLimit: desk.idleLimit) }
      let tokens = try tx.openTokens(of: agent.id)
      let chosen = try tx.personalSettings(of: agent.id)
      return View(
        name: newName ?? agent.name, email: agent.email.text, role: catalogue["role.\(agent.role.rawValue)"],
        nameProblem: nameProblem, minimum: Password.minimumInCharacters, passwordProblem: passwordProblem,
        secondStep: OwnSecondStepView(try tx.secondStep(of: agent.id), catalogue), offProblem: offProblem,
        sessions: sessions.map { OwnSessionView($0, own: own.id, clock) }, hasOthers: sessions.count > 1,
        tokens: tokens.map { OwnTokenView($0, clock) }, hasTokens: !tokens.isEmpty, newLabel: newLabel,
        tokenProblem: tokenProblem,
        notices: NoticeKind.allCases.map { NoticeChoiceView($0, chosen.notices[$0], catalogue) },
        hearsOfUnassigned: chosen.notices.hearsOfUnassigned)
    }
  }

  private static func rename(_ call: Call) async throws -> Answer {
    let path = try call.deskPath("/me?done=saved")
    return try await call.submit { form in
      ChangeOwnName(try JSONFields.name(in: form))
    } then: { _, _ in
      path
    } orShow: {
      try await show(call, $0)
    }
  }
}
