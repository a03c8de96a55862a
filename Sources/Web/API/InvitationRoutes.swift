import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// How two desks become partners: one gives a code, the other uses it, once.
enum InvitationRoutes {
  private static let path = "/api/v1/partnerships"
  private static let name = Schema.line(max: Limits.nameBytes)
  private static let message = Schema.lines(max: Limits.reasonBytes)

  package static let all: [Route] = [
    Route(
      .post, path, "Invites another desk; the code is shown once and may be used once.",
      body: .json(.object(["name": name, "message": message.orNull], required: ["name"]), isOptional: false),
      status: 201, answer: .named("InvitedPartnership"), handle: invite),
    Route(
      .post, path + "/{partnership}/mail-invitation",
      """
      Mails an invitation that nobody has answered, with a new code: the one before opens nothing from then on. `sent` is \
      false where the mail server did not take the mail, `reason` what it said; the code is good all the same. A desk \
      invites by mail 20 times a day at most, the same address twice. A `greeting` has no address of the web or of mail in \
      it.
      """,
      body: .json(.object(InvitationMail.Letter.schema, required: ["email"]), isOptional: false),
      answer: .object(["sent": .flag, "reason": Schema.text.orNull, "partnership": .named("InvitedPartnership")]),
      handle: mail),
    Route(
      .post, path + "/accept", "Becomes a partner by another desk's code.",
      body: .json(.object(["code": .line(max: 200), "name": name.orNull], required: ["code"]), isOptional: false),
      answer: .named("Partnership"), handle: accept),
    Route(
      .post, path + "/decline", "Turns another desk's invitation down; its code is dead from then on.",
      body: .json(.object(["code": .line(max: 200)]), isOptional: false), status: 204, answer: nil, handle: decline),
  ]

  private static func invite(_ call: Call) async throws -> Answer {
    let body = try call.body(InvitationBody.init)
    let secret = TokenSecret(.invitation, for: try call.actor.tenant)
    let publicURL = call.hub.publicURL
    return try await call.write(InvitePartner(name: body.name, message: body.message, secretHash: secret.hash)) {
      made, tx in
      let view = try PartnershipView(tx).json(
        made.partnership, invitation: made.invitation, code: secret.text.expose(), at: publicURL)
      return .created(view, at: "\(path)/\(made.partnership.id)")
    }
  }

  private static func mail(_ call: Call) async throws -> Answer {
    let letter = try call.body(InvitationMail.Letter.init)
    if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
    let id: PartnershipID = try call.parameter("partnership")
    let mail = try await InvitationMail(letter, call) { MailInvitation(id, to: letter.to, secretHash: $0) }
    let publicURL = call.hub.publicURL
    return try await call.conclude { tx in
      let view = try PartnershipView(tx).json(
        mail.partnership, invitation: mail.invitation, code: mail.secret.text.expose(), at: publicURL)
      return .json(["sent": .bool(mail.problem == nil), "reason": JSONValue(mail.problem), "partnership": view])
    }
  }

  private static func accept(_ call: Call) async throws -> Answer {
    let (claim, name) = try call.body { (fields: inout JSONFields) throws(JSONProblems) -> (ClaimedCode, String?) in
      let claim = fields.required("code", .code)
      let name = fields.nullable("name", .name).orNil
      return (try fields.finish(claim), name)
    }
    if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
    let founding = try await found {
      let claim = try claim.proven
      return try await AcceptInvitation(
        storage: call.hub.storage, inviter: claim.tenant, secretHash: claim.secretHash, name: name
      ).consume(by: try call.actor, call.moment)
    }
    return try await call.write(KeepPartnership(founding, name: name), PartnershipView.answer)
  }

  private static func decline(_ call: Call) async throws -> Answer {
    let claim = try call.body { (fields: inout JSONFields) throws(JSONProblems) -> ClaimedCode in
      let claim = fields.required("code", .code)
      return try fields.finish(claim)
    }
    if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
    let declined = try await found {
      let claim = try claim.proven
      return try await DeclineInvitation(
        storage: call.hub.storage, inviter: claim.tenant, secretHash: claim.secretHash
      )(by: try call.actor, call.moment)
    }
    return try await call.write(NoteDecline(declined)) { _, _ in .noContent }
  }

  /// A code that opens nothing is told as such: there is no address here that could be absent.
  private static func found<Value>(_ look: () async throws -> Value) async throws -> Value {
    do { return try await look() } catch is NotFound { throw Problem.noInvitation }
  }
}

/// Whom to invite, and what to tell them.
struct InvitationBody {
  let name: String
  let message: String?

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let name = fields.required("name", .name)
    message = fields.nullable("message", .text(max: Limits.reasonBytes)).orNil
    self.name = try fields.finish(name)
  }
}

/// A code as it came in; whether it can be one shows from its text.
private struct ClaimedCode {
  let claim: TokenSecret.Claim?

  var proven: TokenSecret.Claim {
    get throws {
      guard let claim else { throw NotFound() }
      return claim
    }
  }
}

extension JSONShape where Value == ClaimedCode {
  fileprivate static var code: JSONShape {
    .parsed("a code") { ClaimedCode(claim: TokenSecret.read($0, as: .invitation)) }
  }
}

extension Problem {
  fileprivate static let noInvitation = Problem(
    404, "No such invitation", "No invitation has this code: check that it was copied whole, or ask for a new one.")
}
