import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The settings of the desk itself.
enum DeskPage {
  static let path = "/desk/{desk}/settings/desk"

  static let routes: [Route] = [
    Route(.get, path, "The desk's own settings.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, path, "Changes the desk's own settings.", face: .page, access: .session(.admin), body: .form, answer: nil,
      handle: change),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let name: String
    let slug: String
    let languages: [ChoiceView]
    let passesThrough: Bool
    let asksSecondStep: Bool
    let problem: String?
    let idleMinutes: String
    let leastIdle: Int
    let mostIdle: Int
    let idleProblem: String?
    let reopenDays: String
    let mostReopen: Int
    let reopenProblem: String?
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let entries = try SettingsPages.entries(call, .desk)
    let problem = refused?.labelled(in: try call.catalogue)
    return try await call.show(
      "settings/desk", title: "settings.desk", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      guard let record = try tx.deskRecord() else { throw NotFound() }
      return View(
        entries: entries, name: record.tenant.name, slug: record.tenant.slug,
        languages: Language.allCases.map {
          ChoiceView($0.rawValue, $0.name, chosen: refused?.form["language"] ?? record.language.rawValue)
        },
        passesThrough: refused.map { $0.form["passes_through"] == "true" } ?? record.passesThrough,
        asksSecondStep: refused.map { $0.form["asks_second_step"] == "true" } ?? (record.secondStepSince != nil),
        problem: problem,
        idleMinutes: refused?.form["idle_minutes"] ?? "\(record.idleLimit.minutes)",
        leastIdle: IdleLimit.range.lowerBound, mostIdle: IdleLimit.range.upperBound,
        idleProblem: refused?.problem(with: "idle_minutes"),
        reopenDays: refused?.form["reopen_days"] ?? "\(record.reopenDays)",
        mostReopen: DeskRecord.reopenRange.upperBound, reopenProblem: refused?.problem(with: "reopen_days"))
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let base = try call.deskPath("/settings/desk")
    return try await call.submit { form in
      let language = try JSONFields.read(.object(form.object("language"))) {
        (fields: inout JSONFields) throws(JSONProblems) in
        let language = fields.required("language", .choice(of: Language.self))
        return try fields.finish(language)
      }
      return ChangeDesk(
        passesThrough: form["passes_through"] == "true", language: language, idleLimit: try idleLimit(in: form),
        asksSecondStep: form["asks_second_step"] == "true", reopenDays: try reopenDays(in: form))
    } then: { _, _ in
      "\(base)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }

  /// Nil where the form does not tell it.
  private static func reopenDays(in form: FormFields) throws -> Int? {
    guard let text = form["reopen_days"] else { return nil }
    let range = DeskRecord.reopenRange
    guard let days = Int(text.trimmingCharacters(in: .whitespaces)), range.contains(days) else {
      throw InvalidInput(
        "/reopen_days", "is no whole number from \(range.lowerBound) to \(range.upperBound)", .outside(range))
    }
    return days
  }

  /// Nil where the form does not tell it.
  private static func idleLimit(in form: FormFields) throws -> IdleLimit? {
    guard let text = form["idle_minutes"] else { return nil }
    guard let limit = Int(text.trimmingCharacters(in: .whitespaces)).flatMap({ IdleLimit(minutes: $0) }) else {
      let range = IdleLimit.range
      throw InvalidInput("/idle_minutes", "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return limit
  }
}
