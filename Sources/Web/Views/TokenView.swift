import Foundation
import Storage
import StrictJSON
import Ticketing

/// A key of the API; its secret only in the answer that makes it.
enum TokenView {
  static let schema = Schema.object([
    "id": .id, "label": .text, "agent": .id, "created_at": .time, "expires_at": .time.orNull,
    "revoked_at": .time.orNull,
  ])

  static let newSchema = schema.adding(["token": .text])

  package static func json(_ token: TokenRecord) -> JSONValue { .object(members(of: token)) }

  package static func json(_ token: TokenRecord, secret: String) -> JSONValue {
    var members = members(of: token)
    members.append("token", JSONValue(secret))
    return .object(members)
  }

  private static func members(of token: TokenRecord) -> JSONObject {
    [
      "id": JSONValue(token.id), "label": JSONValue(token.label), "agent": JSONValue(token.agent),
      "created_at": JSONValue(token.createdAt), "expires_at": JSONValue(token.expiresAt),
      "revoked_at": JSONValue(token.revokedAt),
    ]
  }
}
