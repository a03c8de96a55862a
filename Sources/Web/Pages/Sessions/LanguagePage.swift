import FormData
import HTTPTypes
import Ticketing

/// Takes the language that somebody chose at the foot of a page.
enum LanguagePage {
  static let routes: [Route] = [
    Route(
      .post, "/language", "Chooses the language of the pages.", face: .page, access: .open, body: .form, answer: nil,
      handle: choose)
  ]

  private static let lifetimeInSeconds = 365 * 24 * 3_600

  private static func choose(_ call: Call) async throws -> Answer {
    let form = try call.form()
    guard let language = form["language"].flatMap({ Language(rawValue: $0) }) else {
      throw Problem.invalid("language", "is none of ours")
    }
    let back =
      form["back"].flatMap { LocalPath.inside("/desk", $0) ?? LocalPath.inside(OverviewPage.path, $0) }
      ?? SignInPage.path
    return .seeOther(back).with(.setCookie, cookie(language))
  }

  static func cookie(_ language: Language) -> String {
    Cookies.setting(Call.languageCookie, language.rawValue, lifetime: lifetimeInSeconds)
  }
}
