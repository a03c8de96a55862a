import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing
import Vault

/// Where somebody whose password was right shows the second step. Until it is done there is no session and no cookie: the
/// form holds a secret that is good for this page alone, for five minutes.
enum SignInCodePage {
  static let path = "/sign-in/code"

  static let routes: [Route] = [
    Route(
      .post, path, "Finishes a sign-in with a code.", face: .page, access: .open, body: .form, answer: nil,
      handle: finish)
  ]

  struct View {
    let half: String
    let slug: String
    let next: String
    let problem: String?
  }

  /// Somebody whose sign-in waits for the code.
  private struct Guest: Sendable {
    let person: Actor
    let step: SecondStepRecord
    let slug: String
  }

  /// The page that follows the right password of somebody who has a second step.
  static func ask(_ call: Call, half: TokenSecret, slug: String, next: String) throws -> Answer {
    try page(call, View(half: half.text.expose(), slug: slug, next: next, problem: nil))
  }

  private static func page(_ call: Call, _ view: View, status: Int = 200) throws -> Answer {
    try call.showOpen("sessions/code", title: "second_step.title", status: status, view)
  }

  private static func finish(_ call: Call) async throws -> Answer {
    let (form, now) = (try call.form(), call.moment.now)
    let (half, slug, next) = (form["half"] ?? "", form["desk"] ?? "", form["next"] ?? "")
    guard let claim = TokenSecret.read(half, as: .halfSignIn), let guest = try await guest(call, claim) else {
      return try SignInPage.beginAgain(call, slug: slug, next: next)
    }
    func refuse(_ problem: String, _ status: Int) throws -> Answer {
      try page(
        call, View(half: half, slug: slug, next: next, problem: try call.catalogue[problem]), status: status)
    }
    // Counted by the person, so that the right password again does not open another ten tries.
    let (tries, name) = (try call.pages.tries, "code\n\(guest.person.agent)")
    if let end = tries.blockedUntil(name, now: now) {
      let seconds = Int(end.timeIntervalSince(now).rounded(.up))
      return try refuse("session.too_many_tries", 429).with(.retryAfter, "\(max(1, seconds))")
    }
    tries.begin(name, now: now)
    guard let proof = SecondStepProof(typed: form["code"] ?? "", for: guest.step, at: now) else {
      return try refuse("second_step.wrong", 401)
    }
    let secret = TokenSecret(.session, for: claim.tenant)
    let finishing = FinishSignIn(half: claim.secretHash, proof, secretHash: secret.hash)
    do {
      let answer = try await call.hub.storage.write(in: claim.tenant) { [moment = call.moment] tx in
        var moment = moment
        _ = try finishing.perform(by: guest.person, in: tx, &moment)
        return try SignInPage.signedIn(secret, guest.person, slug: guest.slug, next: next, tx, call)
      }
      tries.succeed(name)
      return answer
    } catch is SecondStepRefusal {
      return try refuse("second_step.wrong", 401)
    } catch is NotFound {
      return try SignInPage.beginAgain(call, slug: slug, next: next)
    }
  }

  private static func guest(_ call: Call, _ claim: TokenSecret.Claim) async throws -> Guest? {
    let (now, address) = (call.moment.now, call.address)
    return try await call.hub.storage.read(in: claim.tenant) { tx in
      guard let half = try tx.halfSignIn(secretHash: claim.secretHash), half.expiresAt > now,
        let agent = try tx.agent(half.agent), agent.isActive,
        let step = try tx.secondStep(of: agent.id), step.isConfirmed, let desk = try tx.deskRecord()
      else { return nil }
      let person = Actor(tenant: tx.tenant, agent: agent.id, name: agent.name, role: agent.role, address: address)
      return Guest(person: person, step: step, slug: desk.tenant.slug)
    }
  }
}
