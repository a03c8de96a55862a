import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// Answers another desk's invitation. Who has no code that opens one learns nothing about anybody.
enum PartnerJoinPage {
  static let path = "/partners/join"

  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}" + path, "Where an invitation's code is pasted and answered.", face: .page,
      access: .session(.admin), answer: nil
    ) { try await show($0, code: $0.text("code"), problem: nil) },
    Route(
      .post, "/desk/{desk}" + path, "Accepts or declines an invitation.", face: .page, access: .session(.admin),
      body: .form, answer: nil, handle: answer),
  ]

  struct View {
    let action: String
    let code: String
    let problem: String?
    let invitation: InvitationView?
  }

  struct InvitationView {
    let inviter: String
    let message: String?
    let expires: TimeView
    /// What this desk will call the partner.
    let ownWord: String
  }

  private static func show(_ call: Call, code: String?, problem: String?, status: Int = 200) async throws -> Answer {
    let pasted = InvitationLink.code(in: code ?? "")
    var (problem, status) = (problem, status)
    var told: InvitationView?
    if !pasted.isEmpty, problem == nil {
      do { told = try await read(call, pasted) } catch {
        guard let sentence = try sentence(of: error, call) else { throw error }
        (problem, status) = (sentence, 422)
      }
    }
    let view = View(
      action: try call.deskPath(path), code: pasted, problem: problem, invitation: told)
    return try await call.show("partners/join", title: "partners.join", in: .partners, status: status) { _ in view }
  }

  private static func read(_ call: Call, _ code: String) async throws -> InvitationView {
    guard let claim = InvitationLink.claim(code) else { throw NotFound() }
    let told = try await ReadInvitation(
      storage: call.hub.storage, inviter: claim.tenant, secretHash: claim.secretHash
    )(by: try call.actor, at: call.moment.now)
    return InvitationView(
      inviter: told.desk, message: told.message, expires: TimeView(told.expiresAt, try call.clock), ownWord: told.desk)
  }

  private static func answer(_ call: Call) async throws -> Answer {
    let form = try call.form()
    let code = form["code"] ?? ""
    do {
      guard let claim = InvitationLink.claim(code) else { throw NotFound() }
      return form["_act"] == "decline" ? try await decline(call, claim) : try await accept(call, claim, form)
    } catch {
      guard let sentence = try sentence(of: error, call) else { throw error }
      return try await show(call, code: code, problem: sentence, status: 422)
    }
  }

  private static func accept(_ call: Call, _ claim: TokenSecret.Claim, _ form: FormFields) async throws -> Answer {
    let name = try JSONFields.read(.object(form.object("name"))) { (fields: inout JSONFields) throws(JSONProblems) in
      fields.optional("name", .name)
    }
    let founding = try await AcceptInvitation(
      storage: call.hub.storage, inviter: claim.tenant, secretHash: claim.secretHash, name: name
    ).consume(by: try call.actor, call.moment)
    let base = try call.deskPath("/partners")
    return try await call.write(KeepPartnership(founding, name: name)) { partnership, _ in
      .seeOther("\(base)/\(partnership.id)?done=partner_linked")
    }
  }

  private static func decline(_ call: Call, _ claim: TokenSecret.Claim) async throws -> Answer {
    let declined = try await DeclineInvitation(
      storage: call.hub.storage, inviter: claim.tenant, secretHash: claim.secretHash
    )(by: try call.actor, call.moment)
    let base = try call.deskPath("/partners")
    return try await call.write(NoteDecline(declined)) { _, _ in .seeOther("\(base)?done=invitation_declined") }
  }

  /// Why the code opens nothing; nil for what is no refusal of a code.
  private static func sentence(of error: any Error, _ call: Call) throws -> String? {
    let catalogue = try call.catalogue
    switch error {
    case is NotFound: return catalogue["partners.code_unknown"]
    case let refusal as PartnershipRefusal:
      switch refusal {
      case .invitationUsed: return catalogue["partners.code_used"]
      case .invitationExpired(let at):
        return catalogue.text("partners.code_expired", ["time": try call.clock.short(at)])
      case .ownInvitation: return catalogue["partners.code_own"]
      case .notOpen: return catalogue["partners.code_closed"]
      case .alreadySuspended, .notSuspendedHere, .mappingFails, .unknownFields: return nil
      }
    case is JSONProblems: return try call.refused(error).problem.detail
    default: return nil
    }
  }
}
