import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing
import Vault

/// Where somebody sets up the own second step at sign-in, and switches it off.
///
/// Every form asks for a password that was typed lately: whoever finds a browser open can neither lock its person out with
/// another app nor take the second step away.
enum OwnSecondStepPage {
  private static let path = MePages.path + "/second-step"

  static let routes: [Route] = [
    Route(
      .get, path, "Sets up one's own second step.", face: .page, access: .session(.light),
      precedesSecondStep: true, answer: nil
    ) { call in
      try await show(call)
    },
    Route(
      .post, path, "Begins to set up one's own second step.", face: .page, access: .session(.light),
      asksPassword: true, precedesSecondStep: true, body: .form, answer: nil, handle: begin),
    Route(
      .post, path + "/confirm", "Puts one's own second step in force.", face: .page, access: .session(.light),
      asksPassword: true, precedesSecondStep: true, body: .form, answer: nil, handle: confirm),
    Route(
      .post, path + "/remove", "Switches one's own second step off.", face: .page, access: .session(.light),
      asksPassword: true, body: .form, answer: nil, handle: remove),
  ]

  struct View {
    let groups: String
    let address: String
    let qr: QRPicture?
    let stepProblem: String?
    /// Whether the desk asks it of everybody, so that there is no other page to go back to.
    let isAsked: Bool
  }

  private struct NoView {}

  struct CodesView {
    let codes: [String]
    let back: String
  }

  private static func begin(_ call: Call) async throws -> Answer {
    let path = try call.deskPath("/me/second-step")
    do {
      return try await call.write(BeginSecondStep(secret: TimedCode.newSecret())) { _, _ in .seeOther(path) }
    } catch SecondStepRefusal.isSetUp {
      return .seeOther(try call.deskPath("/me"))
    }
  }

  /// Shows the secret, as long as it is not in force: afterwards no page does.
  private static func show(_ call: Call, _ problem: String? = nil, status: Int = 200) async throws -> Answer {
    guard let step = try await own(call), step.isBeingSetUp(at: call.moment.now) else {
      guard try call.signedIn.lacksSecondStep else { return .seeOther(try call.deskPath("/me")) }
      return try await call.show("me/second-step-asked", title: "second_step.title", in: .none) { _ in NoView() }
    }
    let isAsked = try call.signedIn.lacksSecondStep
    let key = AuthenticatorKey(step.secret)
    return try await call.show("me/second-step", title: "second_step.title", in: .none, status: status) { tx in
      guard let agent = try tx.agent(step.agent), let desk = try tx.deskRecord() else { throw NotFound() }
      let address = key.address(issuer: desk.tenant.name, account: agent.email.text).expose()
      return View(
        groups: key.groups.expose(), address: address, qr: QRPicture(address), stepProblem: problem, isAsked: isAsked)
    }
  }

  private static func confirm(_ call: Call) async throws -> Answer {
    let (catalogue, back) = (try call.catalogue, try call.deskPath("/me"))
    let codes = RecoveryCode.some()
    do {
      let proof = try await proof(call)
      let action = ConfirmSecondStep(
        proof, recoveryHashes: codes.map(\.hash), in: try call.signedIn.record.id)
      return try await call.write(action) { _, tx in
        let view = CodesView(codes: codes.map { $0.text.expose() }, back: back)
        return try call.render("me/recovery-codes", title: "second_step.codes", in: .none, view, tx)
      }
    } catch SecondStepRefusal.isSetUp {
      return .seeOther(back)
    } catch SecondStepRefusal.wrongCode {
      return try await show(call, catalogue["second_step.wrong"], status: 422)
    } catch is TooManyCodes {
      return try await show(call, catalogue["session.too_many_tries"], status: 429)
    }
  }

  private static func remove(_ call: Call) async throws -> Answer {
    let (catalogue, done) = (try call.catalogue, try call.deskPath("/me?done=second_step_off"))
    func refuse(_ sentence: String, _ status: Int) async throws -> Answer {
      let problem = Problem(status, catalogue["second_step.title"], sentence)
      return try await MePages.show(call, RefusedForm(form: try call.form(), problem: problem))
    }
    do {
      return try await call.write(RemoveSecondStep(try await proof(call))) { _, _ in .seeOther(done) }
    } catch is SecondStepRefusal {
      return try await refuse(catalogue["second_step.wrong"], 422)
    } catch is TooManyCodes {
      return try await refuse(catalogue["session.too_many_tries"], 429)
    }
  }

  private struct TooManyCodes: Error {}

  /// What the form's code proves. Counted apart from signing in, so that guessing here shuts nobody out there.
  private static func proof(_ call: Call) async throws -> SecondStepProof {
    guard let step = try await own(call) else { throw NotFound() }
    let (tries, name, now) = (try call.pages.tries, "own code\n\(step.agent)", call.moment.now)
    guard tries.blockedUntil(name, now: now) == nil else { throw TooManyCodes() }
    tries.begin(name, now: now)
    guard let proof = SecondStepProof(typed: try call.form()["code"] ?? "", for: step, at: now) else {
      throw SecondStepRefusal.wrongCode
    }
    if case .code = proof { tries.succeed(name) }
    return proof
  }

  private static func own(_ call: Call) async throws -> SecondStepRecord? {
    let actor = try call.actor
    return try await call.hub.storage.read(in: actor.tenant) { try $0.secondStep(of: actor.agent) }
  }
}

/// How the own second step stands, on the page of one's own settings.
struct OwnSecondStepView {
  let isOn: Bool
  /// A sentence that says how many recovery codes are left.
  let codesLeft: String

  init(_ step: SecondStepRecord?, _ catalogue: Catalogue) {
    isOn = step?.isConfirmed ?? false
    codesLeft = catalogue.text("second_step.left", ["count": "\(step?.recoveryHashes.count ?? 0)"])
  }
}
