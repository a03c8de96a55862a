import FormData
import HTTPTypes
import Storage
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

extension Answer {
  /// Goes on in the language that the person chose with another browser; for who chose none, and whose browser asks for
  /// none of ours, in the desk's.
  func speaking(to agent: AgentID, _ tx: any DeskReader, in call: Call) throws -> Answer {
    guard Cookies.value(Call.languageCookie, in: call.headers) == nil else { return self }
    let chosen = try tx.personalSettings(of: agent).language
    guard let language = try chosen ?? (call.askedLanguage == nil ? tx.deskRecord()?.language : nil) else {
      return self
    }
    return setting(cookie: LanguagePage.cookie(language))
  }
}
