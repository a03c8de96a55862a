import DeskActions
import FormData
import HTTPTypes
import Storage
import Ticketing

/// What somebody wants to be told of, and in which language.
enum OwnNoticesPage {
  static let routes: [Route] = [
    Route(
      .post, MePages.path + "/notices", "Chooses what one is told of.", face: .page, access: .session(.light),
      body: .form, answer: nil, handle: choose),
    Route(
      .post, MePages.path + "/language", "Chooses one's own language.", face: .page, access: .session(.light),
      precedesSecondStep: true, body: .form, answer: nil, handle: speak),
  ]

  private static func choose(_ call: Call) async throws -> Answer {
    let (form, path) = (try call.form(), try call.deskPath("/me?done=saved"))
    let choices = NoticeChoices(
      chosen: chosen(in: form), hearsOfUnassigned: form["unassigned"] != nil)
    let settings = PersonalSettings(language: try await own(call).language, notices: choices)
    return try await call.write(SetPersonalSettings(settings)) { _, _ in .seeOther(path) }
  }

  private static func chosen(in form: FormFields) -> [NoticeKind: NoticeChannels] {
    let (shown, mailed) = (form.all("page"), form.all("mail"))
    let all = NoticeKind.allCases.map { kind in
      (kind, NoticeChannels(page: shown.contains(kind.rawValue), mail: mailed.contains(kind.rawValue)))
    }
    return Dictionary(uniqueKeysWithValues: all)
  }

  private static func speak(_ call: Call) async throws -> Answer {
    let form = try call.form()
    guard let language = form["language"].flatMap({ Language(rawValue: $0) }) else {
      throw Problem.invalid("language", "is none of ours")
    }
    let settings = PersonalSettings(language: language, notices: try await own(call).notices)
    // The foot of every page has the same choice, and says where it stands.
    let path = try form["back"].flatMap { LocalPath.inside(try call.deskPath(), $0) } ?? call.deskPath("/me")
    return try await call.write(SetPersonalSettings(settings)) { _, _ in
      Answer.seeOther(path).with(.setCookie, LanguagePage.cookie(language))
    }
  }

  private static func own(_ call: Call) async throws -> PersonalSettings {
    let actor = try call.actor
    return try await call.hub.storage.read(in: actor.tenant) { try $0.personalSettings(of: actor.agent) }
  }
}

/// One kind of event as a line of choices.
struct NoticeChoiceView {
  let kind: String
  let words: String
  let isShown: Bool
  let isMailed: Bool

  init(_ kind: NoticeKind, _ channels: NoticeChannels, _ catalogue: Catalogue) {
    self.kind = kind.rawValue
    words = catalogue["notice.\(kind.rawValue)"]
    isShown = channels.page
    isMailed = channels.mail
  }
}
