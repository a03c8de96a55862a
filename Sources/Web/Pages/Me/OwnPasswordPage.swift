import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing
import Vault

/// Where somebody changes the own password. Whoever finds a browser open cannot, without the old one.
enum OwnPasswordPage {
  static let routes: [Route] = [
    Route(
      .post, MePages.path + "/password", "Changes one's own password.", face: .page, access: .session(.light),
      body: .form, answer: nil, handle: change)
  ]

  private static func change(_ call: Call) async throws -> Answer {
    let (form, catalogue) = (try call.form(), try call.catalogue)
    func refuse(_ sentence: String, _ status: Int = 422) async throws -> Answer {
      let problem = Problem(status, catalogue["me.password"], sentence)
      return try await MePages.show(call, RefusedForm(form: form, problem: problem))
    }
    guard form["password"] == form["again"] else { return try await refuse(catalogue["session.not_the_same"]) }
    let (old, new): (Password, Password)
    do throws(PasswordRefusal) {
      old = try Password(entered: Secret(form["old"] ?? ""))
      new = try Password(chosen: Secret(form["password"] ?? ""))
    } catch {
      return try await refuse(error.sentence(catalogue))
    }
    // Counted apart from signing in, so that guessing here shuts nobody out there.
    let (tries, name) = (try call.pages.tries, "password\n\(try call.actor.agent)")
    if tries.blockedUntil(name, now: call.moment.now) != nil {
      return try await refuse(catalogue["session.too_many_tries"], 429)
    }
    tries.begin(name, now: call.moment.now)
    guard try await isRight(old, call) else { return try await refuse(catalogue["me.old_wrong"]) }
    tries.succeed(name)
    let hash = try await hashed(new, call)
    let path = try call.deskPath("/me?done=password_changed")
    return try await call.write(ChangePassword(passwordHash: hash, in: try call.signedIn.record.id)) { _, _ in
      .seeOther(path)
    }
  }

  private static func isRight(_ old: Password, _ call: Call) async throws -> Bool {
    let (actor, hasher) = (try call.actor, try call.pages.hasher)
    let kept = try await call.hub.storage.read(in: actor.tenant) { tx in
      try tx.passwordHash(of: actor.agent).map { try PasswordHash($0) }
    }
    do throws(PasswordFailure) {
      return try await hasher.verify(old, against: kept)
    } catch {
      throw Problem.passwordsBusy
    }
  }

  private static func hashed(_ new: Password, _ call: Call) async throws -> String {
    let hasher = try call.pages.hasher
    do throws(PasswordFailure) {
      return try await hasher.hash(new).text
    } catch {
      throw Problem.passwordsBusy
    }
  }
}

extension Problem {
  fileprivate static let passwordsBusy = Problem(
    503, "Busy", "Too many passwords are looked at in this moment; nothing was changed. Try again in a few seconds.",
    headers: [.retryAfter: "5"])
}
