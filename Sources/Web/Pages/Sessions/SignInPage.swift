import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing
import Vault

/// Where somebody signs in at a desk. What it answers never tells whether a desk or a person exists.
enum SignInPage {
  static let path = "/sign-in"

  static let routes: [Route] = [
    Route(.get, path, "Where somebody signs in at a desk.", face: .page, access: .open, answer: nil, handle: show),
    Route(
      .post, path, "Signs somebody in.", face: .page, access: .open, body: .form, answer: nil, handle: signIn),
  ]

  struct View {
    let desk: String
    let email: String
    /// Where to go afterwards; empty for the desk's tickets.
    let next: String
    let problem: String?
  }

  private static func show(_ call: Call) async throws -> Answer {
    try page(call, View(desk: call.query["desk"] ?? "", email: "", next: call.query["next"] ?? "", problem: nil))
  }

  /// The page again, for a sign-in whose second step was not done in time.
  static func beginAgain(_ call: Call, slug: String, next: String) throws -> Answer {
    try page(
      call, View(desk: slug, email: "", next: next, problem: try call.catalogue["second_step.too_late"]), status: 401)
  }

  private static func page(_ call: Call, _ view: View, status: Int = 200) throws -> Answer {
    try call.showOpen("sessions/sign-in", title: "session.sign_in", status: status, view)
  }

  private static func signIn(_ call: Call) async throws -> Answer {
    let form = try call.form()
    let slug = (form["desk"] ?? "").trimmingCharacters(in: .whitespaces).lowercased()
    let email = (form["email"] ?? "").trimmingCharacters(in: .whitespaces)
    let next = form["next"] ?? ""
    func refuse(_ problem: String, _ status: Int) throws -> Answer {
      let view = View(desk: slug, email: email, next: next, problem: try call.catalogue[problem])
      return try page(call, view, status: status)
    }
    let name = SignInTries.name(slug: slug, email: email)
    if let end = try call.pages.tries.blockedUntil(name, now: call.moment.now) {
      let seconds = Int(end.timeIntervalSince(call.moment.now).rounded(.up))
      return try refuse("session.too_many_tries", 429).with(.retryAfter, "\(max(1, seconds))")
    }
    let password: Password
    do throws(PasswordRefusal) {
      password = try Password(entered: Secret(form["password"] ?? ""))
    } catch {
      return try refuse("session.password_too_long", 413)
    }
    try call.pages.tries.begin(name, now: call.moment.now)
    guard let person = try await person(call, slug: slug, email: email, password) else {
      return try refuse("session.wrong", 401)
    }
    try call.pages.tries.succeed(name)
    return try await begin(call, person, slug: slug, next: next)
  }

  /// Does the same work whether or not there is such a desk and such a person.
  private static func person(
    _ call: Call, slug: String, email: String, _ password: Password
  ) async throws -> Actor? {
    let pages = try call.pages
    let tenant = Tenant.isSlug(slug) ? try await pages.tenant(slug) : nil
    var known: (agent: Agent, hash: PasswordHash?)?
    if let tenant, let address = EmailAddress(email) {
      known = try await call.hub.storage.read(in: tenant.id) { tx in
        guard let agent = try tx.agent(email: address), agent.isActive else { return nil }
        return (agent, try tx.passwordHash(of: agent.id).map { try PasswordHash($0) })
      }
    }
    do throws(PasswordFailure) {
      guard try await pages.hasher.verify(password, against: known?.hash) else { return nil }
    } catch {
      throw Problem.manySignIns
    }
    guard let tenant, let agent = known?.agent else { return nil }
    return Actor(tenant: tenant.id, agent: agent.id, name: agent.name, role: agent.role, address: call.address)
  }

  /// Signs in, or asks who has a second step for it. The session's secret is always a new one, whatever cookie the browser
  /// came with.
  private static func begin(_ call: Call, _ person: Actor, slug: String, next: String) async throws -> Answer {
    let (secret, half) = (TokenSecret(.session, for: person.tenant), TokenSecret(.halfSignIn, for: person.tenant))
    let passing = PassPassword(sessionHash: secret.hash, halfHash: half.hash)
    return try await call.hub.storage.write(in: person.tenant) { [moment = call.moment] tx in
      var moment = moment
      switch try passing.perform(by: person, in: tx, &moment) {
      case .signedIn: return try signedIn(secret, person, slug: slug, next: next, tx, call)
      case .halfway: return try SignInCodePage.ask(call, half: half, slug: slug, next: next)
      }
    }
  }

  /// Hands the browser the session's secret and goes on, in the person's language.
  static func signedIn(
    _ secret: TokenSecret, _ person: Actor, slug: String, next: String, _ tx: any DeskReader, _ call: Call
  ) throws -> Answer {
    let cookie = Cookies.setting(BrowserSession.cookie(slug), secret.text.expose())
    return try Answer.seeOther(LocalPath.inside("/desk/\(slug)", next) ?? "/desk/\(slug)/tickets")
      .setting(cookie: cookie).speaking(to: person.agent, tx, in: call)
  }
}

/// Paths that somebody else may have put into an address.
package enum LocalPath {
  /// The path, where it lies below `base` for every browser: no other host, no step upwards, no control character.
  package static func inside(_ base: String, _ path: String) -> String? {
    guard path == base || path.hasPrefix(base + "/"), path.utf8.count <= 2_000,
      path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }), !path.contains("//"), !path.contains("..")
    else { return nil }
    return path
  }
}
