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
    Route(
      .post, "/desk/{desk}/partners/{partnership}/mail-invitation", "Mails an invitation, with a new code.",
      face: .page, access: .session(.admin), body: .form, answer: nil, handle: mail),
  ]

  struct View {
    let action: String
    let name: String
    let message: String
    let problem: String?
    let nameProblem: String?
    let messageProblem: String?
    let sendsMail: Bool
    let email: String
    let greeting: String
    let emailProblem: String?
    let greetingProblem: String?
  }

  struct InvitedView {
    let name: String
    let code: String
    let link: String
    let expires: TimeView
    /// The partner's page.
    let path: String
    let mailed: String?
    let notMailed: String?
  }

  private static func show(_ call: Call, _ refused: RefusedForm?) async throws -> Answer {
    let view = View(
      action: try call.deskPath("/partners/invite"), name: refused?.form["name"] ?? "",
      message: refused?.form["message"] ?? "", problem: refused?.problem.detail,
      nameProblem: refused?.problem(with: "name"), messageProblem: refused?.problem(with: "message"),
      sendsMail: call.hub.mail.sendInvitation != nil, email: refused?.form["email"] ?? "",
      greeting: refused?.form["greeting"] ?? "", emailProblem: refused?.problem(with: "email"),
      greetingProblem: refused?.problem(with: "greeting"))
    let status = refused?.problem.status ?? 200
    return try await call.show("partners/invite", title: "partners.invite", in: .partners, status: status) { _ in view }
  }

  private static func invite(_ call: Call) async throws -> Answer {
    let form = try call.form()
    do {
      let body = try JSONFields.read(.object(form.object("name", "message")), InvitationBody.init)
      guard (form["email"] ?? "").isEmpty else { return try await inviteByMail(body, form, call) }
      let secret = TokenSecret(.invitation, for: try call.actor.tenant)
      let action = InvitePartner(name: body.name, message: body.message, secretHash: secret.hash)
      return try await call.write(action) { try invited(call, $0.partnership, $0.invitation, secret, $1) }
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  private static func inviteByMail(_ body: InvitationBody, _ form: FormFields, _ call: Call) async throws -> Answer {
    let letter = try letter(in: form)
    if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
    let mail = try await InvitationMail(letter, call) {
      InviteByMail(name: body.name, message: body.message, to: letter.to, secretHash: $0)
    }
    return try await call.conclude {
      try invited(call, mail.partnership, mail.invitation, mail.secret, $0, mail, letter)
    }
  }

  private static func letter(in form: FormFields) throws -> InvitationMail.Letter {
    try JSONFields.read(.object(form.object("email", "greeting")), InvitationMail.Letter.init)
  }

  private static func mail(_ call: Call) async throws -> Answer {
    let (form, id): (FormFields, PartnershipID) = (try call.form(), try call.parameter("partnership"))
    do {
      let letter = try letter(in: form)
      if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
      let mail = try await InvitationMail(letter, call) { MailInvitation(id, to: letter.to, secretHash: $0) }
      return try await call.conclude {
        try invited(call, mail.partnership, mail.invitation, mail.secret, $0, mail, letter)
      }
    } catch {
      return try await PartnerPage.show(call, try call.refused(error))
    }
  }

  private static func renew(_ call: Call) async throws -> Answer {
    let secret = TokenSecret(.invitation, for: try call.actor.tenant)
    let action = RenewInvitation(try call.parameter("partnership"), secretHash: secret.hash)
    return try await call.write(action) { try invited(call, $0.partnership, $0.invitation, secret, $1) }
  }

  private static func invited(
    _ call: Call, _ partnership: Partnership, _ invitation: Invitation, _ secret: TokenSecret, _ tx: any DeskReader,
    _ mail: InvitationMail? = nil, _ letter: InvitationMail.Letter? = nil
  ) throws -> Answer {
    let code = secret.text.expose()
    let view = InvitedView(
      name: partnership.name, code: code, link: InvitationLink.to(code, at: call.hub.publicURL),
      expires: TimeView(invitation.expiresAt, try call.clock), path: try call.deskPath("/partners/\(partnership.id)"),
      mailed: letter.flatMap { letter in
        mail?.problem == nil ? try? call.catalogue.text("partners.mailed", ["address": letter.to.text]) : nil
      },
      notMailed: letter.flatMap { letter in
        mail?.problem.flatMap {
          try? call.catalogue.text("partners.not_mailed", ["address": letter.to.text, "reason": $0])
        }
      })
    return try call.render(
      "partners/invited", title: "partners.invited_title", in: .partners, view, tx)
  }
}
