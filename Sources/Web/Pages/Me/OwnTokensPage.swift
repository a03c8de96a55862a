import DeskActions
import FormData
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// One's own keys of the API.
enum OwnTokensPage {
  private static let path = MePages.path + "/tokens"

  static let routes: [Route] = [
    Route(
      .post, path, "Makes a key of the API for oneself.", face: .page, access: .session(.light), body: .form,
      answer: nil, handle: create),
    Route(
      .post, path + "/{token}/revoke", "Kills one of one's own keys.", face: .page, access: .session(.light),
      body: .form, answer: nil, handle: revoke),
  ]

  struct NewView {
    let label: String
    let secret: String
    let back: String
  }

  private static func create(_ call: Call) async throws -> Answer {
    let (form, back) = (try call.form(), try call.deskPath("/me"))
    let secret = TokenSecret(.api, for: try call.actor.tenant)
    do {
      let action = CreateToken(
        for: nil, label: try JSONFields.name(in: form), secretHash: secret.hash, expiresAt: nil)
      return try await call.write(action) { token, tx in
        let view = NewView(label: token.label, secret: secret.text.expose(), back: back)
        return try call.render("me/new-token", title: "settings.token_made", in: .none, view, tx)
      }
    } catch {
      return try await MePages.show(call, try call.refused(error))
    }
  }

  private static func revoke(_ call: Call) async throws -> Answer {
    let id: TokenID = try call.parameter("token")
    let path = try call.deskPath("/me?done=saved")
    return try await call.write(RevokeToken(id)) { _, _ in .seeOther(path) }
  }
}

/// One of one's own keys that was not taken away.
struct OwnTokenView {
  let tokenID: String
  let tokenLabel: String
  let made: TimeView
  let until: TimeView?
  let isOver: Bool

  init(_ token: TokenRecord, _ clock: PageClock) {
    tokenID = token.id.description
    tokenLabel = token.label
    made = TimeView(token.createdAt, clock)
    until = token.expiresAt.map { TimeView($0, clock) }
    isOver = token.expiresAt.map { $0 <= clock.now } ?? false
  }
}
