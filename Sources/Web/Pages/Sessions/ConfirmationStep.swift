import Crypto
import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing
import Vault

/// Asks for the password again before what an admin does takes effect, where it was not typed lately (RFC 9470 calls it
/// stepping up). The page that asks keeps the whole form, so that nothing has to be done twice.
struct ConfirmationStep {
  private let call: Call

  /// How long a typed password holds.
  static let span: TimeInterval = 900
  /// The field in which the password comes with the form that it confirms.
  static let field = "_password"

  /// The page that asks; what was typed is sent again by it.
  struct View {
    struct Kept {
      let key: String
      let text: String
    }

    let action: String
    let kept: [Kept]
    let problem: String?
  }

  init(_ call: Call) { self.call = call }

  /// Goes on with the form, or asks for the password first.
  func answer(_ handle: (Call) async throws -> Answer) async throws -> Answer {
    let (form, session) = (try call.form(), try call.signedIn)
    guard !isRecent(session.record) else { return try await handle(call.holding(form.without(Self.field))) }
    guard let typed = form[Self.field] else { return try await ask(nil) }
    guard let (email, hash) = try await person() else { throw NotSignedIn() }
    let tries = try call.pages.tries
    let name = SignInTries.name(slug: session.slug, email: email)
    if let end = tries.blockedUntil(name, now: call.moment.now) {
      let seconds = Int(end.timeIntervalSince(call.moment.now).rounded(.up))
      return try await ask("session.too_many_tries", status: 429).with(.retryAfter, "\(max(1, seconds))")
    }
    guard let password = try? Password(entered: Secret(typed)) else {
      return try await ask("session.password_too_long", status: 413)
    }
    tries.begin(name, now: call.moment.now)
    guard try await verify(password, hash) else { return try await ask("confirm.wrong") }
    tries.succeed(name)
    _ = try await call.hub.storage.perform(ConfirmSession(session.record.id), by: try call.actor, call.moment)
    return try await handle(call.holding(form.without(Self.field)))
  }

  private func isRecent(_ record: SessionRecord) -> Bool {
    call.moment.now.timeIntervalSince(record.confirmedAt) <= Self.span
  }

  private func person() async throws -> (email: String, hash: PasswordHash?)? {
    let id = try call.actor.agent
    return try await call.hub.storage.read(in: try call.actor.tenant) { tx in
      guard let agent = try tx.agent(id), agent.isActive else { return nil }
      return (agent.email.text, try tx.passwordHash(of: id).map { try PasswordHash($0) })
    }
  }

  private func verify(_ password: Password, _ hash: PasswordHash?) async throws -> Bool {
    let hasher = try call.pages.hasher
    do throws(PasswordFailure) {
      return try await hasher.verify(password, against: hash)
    } catch {
      throw Problem.manySignIns
    }
  }

  /// Answers 401, as nothing was done yet.
  private func ask(_ problem: String?, status: Int = 401) async throws -> Answer {
    let kept = try call.form().without(Self.field).pairs.map { View.Kept(key: $0.name, text: $0.value) }
    let view = View(action: call.path, kept: kept, problem: try problem.map { try call.catalogue[$0] })
    return try await call.show("sessions/confirm", title: "confirm.title", in: .none, status: status) { _ in view }
  }
}

extension Call {
  /// The same call with a form that lacks the password: what is kept of a form, its hash included, must not tell of it.
  fileprivate func holding(_ form: FormFields) -> Call {
    var hash = SHA256()
    for field in form.pairs {
      for text in [field.name, field.value] { hash.update(data: Data("\(text.utf8.count):\(text)".utf8)) }
    }
    return Call(
      hub: hub, principal: principal, session: session, parameters: parameters, query: query, headers: headers,
      moment: moment, place: place, payload: .form(form, hash: Array(hash.finalize())), address: address)
  }
}

extension Problem {
  static let manySignIns = Problem(
    503, "Busy", "Too many people sign in at this moment. Try again in a few seconds.")
}
