import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// Invites another desk; the page with the code and the link is shown once.
enum PartnerInvitePage {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}/partners/invite", "Where a partner is invited.", face: .page, access: .session(.admin),
      answer: nil
    ) { try await show($0, nil) },
    Route(
      .post, "/desk/{desk}/partners/invite", "Invites a partner and shows the code.", face: .page,
      access: .session(.admin), body: .form, answer: nil, handle: invite),
    Route(
      .post, "/desk/{desk}/partners/{partnership}/invitation", "Gives an invitation a new code and shows it.",
      face: .page, access: .session(.admin), body: .form, answer: nil, handle: renew),
  ]

  struct View {
    let action: String
    let name: String
    let message: String
    let problem: String?
    let nameProblem: String?
    let messageProblem: String?
  }

  struct InvitedView {
    let name: String
    let code: String
    let link: String
    let expires: TimeView
    /// The partner's page.
    let path: String
  }

  private static func show(_ call: Call, _ refused: RefusedForm?) async throws -> Answer {
    let view = View(
      action: try call.deskPath("/partners/invite"), name: refused?.form["name"] ?? "",
      message: refused?.form["message"] ?? "", problem: refused?.problem.detail,
      nameProblem: refused?.problem(with: "name"), messageProblem: refused?.problem(with: "message"))
    let status = refused?.problem.status ?? 200
    return try await call.show("partners/invite", title: "partners.invite", in: .partners, status: status) { _ in view }
  }

  private static func invite(_ call: Call) async throws -> Answer {
    let form = try call.form()
    do {
      let body = try JSONFields.read(.object(form.object("name", "message")), InvitationBody.init)
      let secret = TokenSecret(.invitation, for: try call.actor.tenant)
      let action = InvitePartner(name: body.name, message: body.message, secretHash: secret.hash)
      return try await call.write(action) { try invited(call, $0.partnership, $0.invitation, secret, $1) }
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  private static func renew(_ call: Call) async throws -> Answer {
    let secret = TokenSecret(.invitation, for: try call.actor.tenant)
    let action = RenewInvitation(try call.parameter("partnership"), secretHash: secret.hash)
    return try await call.write(action) { try invited(call, $0.partnership, $0.invitation, secret, $1) }
  }

  private static func invited(
    _ call: Call, _ partnership: Partnership, _ invitation: Invitation, _ secret: TokenSecret, _ tx: any DeskReader
  ) throws -> Answer {
    let code = secret.text.expose()
    let view = InvitedView(
      name: partnership.name, code: code, link: InvitationLink.to(code, at: call.hub.publicURL),
      expires: TimeView(invitation.expiresAt, try call.clock), path: try call.deskPath("/partners/\(partnership.id)"))
    return try call.render(
      "partners/invited", title: "partners.invited_title", in: .partners, view, tx)
  }
}
