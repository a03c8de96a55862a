import DeskActions
import HTTPTypes
import Storage
import Ticketing

enum SignOutPage {
  static let routes: [Route] = [
    Route(
      .post, "/desk/{desk}/sign-out", "Ends the session.", face: .page, access: .session(.light),
      precedesSecondStep: true, body: .form, answer: nil, handle: signOut)
  ]

  private static func signOut(_ call: Call) async throws -> Answer {
    let session = try call.signedIn
    return try await call.write(SignOut(session.record.id)) { _, _ in
      Answer.seeOther("\(SignInPage.path)?desk=\(session.slug)")
        .with(.setCookie, Cookies.setting(BrowserSession.cookie(session.slug), "", lifetime: 0))
    }
  }
}
