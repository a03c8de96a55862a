import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing
import Vault

/// Where a new colleague, or one who forgot it, chooses a password by the link that an admin sent.
enum WelcomePage {
  static let path = "/welcome"

  static let routes: [Route] = [
    Route(.get, path, "Where somebody chooses a password.", face: .page, access: .open, answer: nil) { call in
      try await show(call, code: call.query["code"] ?? "")
    },
    Route(
      .post, path, "Chooses a password by a link.", face: .page, access: .open, body: .form, answer: nil,
      handle: choose),
  ]

  struct View {
    let code: String
    let desk: String
    let name: String
    let email: String
    let minimum: Int
    let problem: String?
  }

  private static func show(_ call: Call, code: String, problem: String? = nil) async throws -> Answer {
    guard let claim = TokenSecret.read(code, as: .welcome) else { return try worthless(call) }
    let now = call.moment.now
    let guest = try await call.hub.storage.read(in: claim.tenant) { tx -> (Agent, Tenant)? in
      guard let agent = try tx.guest(secretHash: claim.secretHash, at: now), let desk = try tx.deskRecord() else {
        return nil
      }
      return (agent, desk.tenant)
    }
    guard let (agent, desk) = guest else { return try worthless(call) }
    let view = View(
      code: code, desk: desk.name, name: agent.name, email: agent.email.text, minimum: Password.minimumInCharacters,
      problem: problem)
    return try call.showOpen(
      "sessions/welcome", title: "session.choose_password", status: problem == nil ? 200 : 422, view)
  }

  private static func worthless(_ call: Call) throws -> Answer {
    throw Problem(404, try call.catalogue["session.link_over"], try call.catalogue["session.link_over_detail"])
  }

  private static func choose(_ call: Call) async throws -> Answer {
    let (form, pages) = (try call.form(), try call.pages)
    let code = form["code"] ?? ""
    guard let claim = TokenSecret.read(code, as: .welcome) else { return try worthless(call) }
    guard form["password"] == form["again"] else {
      return try await show(call, code: code, problem: try call.catalogue["session.not_the_same"])
    }
    let password: Password
    do throws(PasswordRefusal) {
      password = try Password(chosen: Secret(form["password"] ?? ""))
    } catch {
      return try await show(call, code: code, problem: error.sentence(try call.catalogue))
    }
    let hash = try await pages.hasher.hash(password)
    let using = UseWelcome(secretHash: claim.secretHash, passwordHash: hash.text)
    let (secret, half) = (TokenSecret(.session, for: claim.tenant), TokenSecret(.halfSignIn, for: claim.tenant))
    let (moment, address) = (call.moment, call.address)
    let passing = PassPassword(sessionHash: secret.hash, halfHash: half.hash)
    do {
      return try await call.hub.storage.write(in: claim.tenant) { tx in
        var moment = moment
        let actor = try using.perform(from: address, in: tx, &moment)
        let slug = try tx.deskRecord()?.tenant.slug ?? ""
        // The link stands for the password, not for the second step.
        switch try passing.perform(by: actor, in: tx, &moment) {
        case .signedIn:
          return try Answer.seeOther("/desk/\(slug)/tickets?done=password")
            .setting(cookie: Cookies.setting(BrowserSession.cookie(slug), secret.text.expose()))
            .speaking(to: actor.agent, tx, in: call)
        case .halfway: return try SignInCodePage.ask(call, half: half, slug: slug, next: "")
        }
      }
    } catch is NotFound {
      return try worthless(call)
    }
  }
}

extension PasswordRefusal {
  func sentence(_ catalogue: Catalogue) -> String {
    switch self {
    case .tooShort(let minimum): catalogue.text("session.password_too_short", ["minimum": "\(minimum)"])
    case .tooLong(let limit): catalogue.text("session.password_over", ["limit": "\(limit)"])
    }
  }
}
