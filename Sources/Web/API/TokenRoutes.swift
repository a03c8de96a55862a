import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// Keys of the API: one's own, and for an admin everybody's.
enum TokenRoutes {
  private static let path = "/api/v1/tokens"

  package static let all: [Route] = [
    Route(
      .get, path, "The desk's tokens, oldest first; who is no admin sees the own ones.", query: QueryParameter.paging,
      answer: .page(of: "Token"), handle: list),
    Route(
      .post, path, "Makes a token, for oneself or, as an admin, for a colleague; it is shown once.",
      body: .json(NewTokenBody.schema, isOptional: false), status: 201, answer: .named("NewToken"), handle: create),
    Route(.delete, path + "/{token}", "Kills a token.", status: 204, answer: nil) { call in
      try await call.write(RevokeToken(try call.parameter("token"))) { _, _ in .noContent }
    },
  ]

  private static func list(_ call: Call) async throws -> Answer {
    let (actor, page) = (try call.actor, try call.page())
    return try await call.read { tx in
      let tokens = try tx.tokens(page)
      let seen = actor.role.covers(.admin) ? tokens.items : tokens.items.filter { $0.agent == actor.agent }
      return Call.list(Page(items: seen, next: tokens.next), TokenView.json)
    }
  }

  private static func create(_ call: Call) async throws -> Answer {
    let body = try call.body(NewTokenBody.init)
    let secret = TokenSecret(.api, for: try call.actor.tenant)
    let action = CreateToken(
      for: body.agent, label: body.label, secretHash: secret.hash, expiresAt: body.expiresAt)
    return try await call.write(action) { token, _ in
      .json(TokenView.json(token, secret: secret.text.expose()), status: 201)
    }
  }
}

private struct NewTokenBody {
  let label: String
  /// Nil for oneself.
  let agent: AgentID?
  /// Nil for ever.
  let expiresAt: Date?

  static let schema = Schema.object(
    ["label": .line(max: Limits.nameBytes), "agent": Schema.id.orNull, "expires_at": .moment.orNull],
    required: ["label"])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let label = fields.required("label", .name)
    agent = fields.nullable("agent", .id()).orNil
    expiresAt = fields.nullable("expires_at", .date).orNil
    self.label = try fields.finish(label)
  }
}
