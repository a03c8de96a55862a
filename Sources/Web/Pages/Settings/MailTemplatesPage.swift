import DeskActions
import FormData
import Foundation
import HTTPTypes
import Mail
import Storage
import StrictJSON
import Ticketing

/// The words of mails to requesters, and the addresses that no mail reaches.
enum MailTemplatesPage {
  static let path = "/desk/{desk}/settings/mails"
  private static let one = path + "/{kind}/{language}"

  static let routes: [Route] = [
    Route(.get, path, "The words of mails to requesters.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, one, "Changes the words of a kind of mail, or shows them first.", face: .page, access: .session(.admin),
      body: .form, answer: nil, handle: change),
    Route(
      .post, one + "/restore", "Takes the hub's own words again.", face: .page, access: .session(.admin), body: .form,
      answer: nil
    ) { call in
      let (kind, language) = try call.template()
      return try await submit(call) { _ in RestoreMailTemplate(kind, in: language) }
    },
    Route(
      .post, path + "/addresses/{suppressed}/lift", "Lets an address be written to again.", face: .page,
      access: .session(.admin), body: .form, answer: nil
    ) { call in
      let id: SuppressedAddressID = try call.parameter("suppressed")
      return try await submit(call) { _ in LiftSuppression(id) }
    },
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let templates: [Row]
    let suppressed: [Suppressed]
    let isNoneSuppressed: Bool
    let problem: String?
    let preview: Preview?
    /// What the limits held back within a day.
    let heldBack: [String]
    let isHeldBack: Bool
  }

  struct Row {
    let path: String
    let name: String
    let subject: String
    let words: String
    let places: String
    let isOwn: Bool
    let isOpen: Bool
  }

  struct Suppressed {
    let path: String
    let address: String
    let reason: String
    let since: TimeView
  }

  /// A mail as it would be read.
  struct Preview {
    let name: String
    let subject: String
    let text: String
    /// Made by us of what people wrote: the only thing that the template puts in as it is.
    let html: String
  }

  /// What is shown although it is not kept.
  private struct Draft {
    let kind: RequesterMail.Kind
    let language: Language
    let subject: String
    let body: String
    let isPreviewed: Bool
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil, _ draft: Draft? = nil) async throws -> Answer {
    let (entries, catalogue) = (try SettingsPages.entries(call, .mails), try call.catalogue)
    let (base, clock) = (try call.deskPath("/settings/mails"), try call.clock)
    return try await call.show(
      "settings/mails", title: "settings.mails", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      let own = try tx.mailTemplates()
      func name(_ kind: RequesterMail.Kind, _ language: Language) -> String {
        "\(catalogue["sent_mail.kind_\(kind.rawValue)"]) (\(language.name))"
      }
      let rows = RequesterMail.Kind.allCases.flatMap { kind in
        Language.allCases.map { language in
          let kept = own.first { $0.kind == kind && $0.language == language }
          let shown = kept ?? .builtIn(kind, in: language)
          let draft = draft.flatMap { $0.kind == kind && $0.language == language ? $0 : nil }
          return Row(
            path: "\(base)/\(kind.rawValue)/\(language.rawValue)", name: name(kind, language),
            subject: draft?.subject ?? shown.subject, words: draft?.body ?? shown.body,
            places: MailTemplate.places(of: kind).map { "{\($0.rawValue)}" }.joined(separator: " "),
            isOwn: kept != nil, isOpen: draft != nil)
        }
      }
      let suppressed = try tx.suppressedAddresses(PageRequest(limit: 200)).items.map {
        Suppressed(
          path: "\(base)/addresses/\($0.id)/lift", address: $0.address.text, reason: $0.reason,
          since: TimeView($0.since, clock))
      }
      let preview = try draft.flatMap { draft -> Preview? in
        guard draft.isPreviewed else { return nil }
        let words = RequesterWords.sample(
          draft.kind, in: draft.language, subject: draft.subject, body: draft.body,
          desk: try tx.deskRecord()?.tenant.name ?? "")
        return Preview(
          name: name(draft.kind, draft.language), subject: words.heading, text: words.text, html: words.paragraphs)
      }
      let withheld = try tx.withheldMails(since: clock.now.addingTimeInterval(-86_400))
      let heldBack = RequesterMail.Withholding.limits.compactMap { why in
        withheld[why].map { catalogue.text("sent_mail.held_\(why.rawValue)", ["count": "\($0)"]) }
      }
      return View(
        entries: entries, templates: rows, suppressed: suppressed, isNoneSuppressed: suppressed.isEmpty,
        problem: refused?.labelled(in: catalogue), preview: preview,
        heldBack: heldBack, isHeldBack: !heldBack.isEmpty)
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let (kind, language) = try call.template()
    let form = try call.form()
    func draft(isPreviewed: Bool) -> Draft {
      Draft(
        kind: kind, language: language, subject: form["subject"] ?? "", body: form["body"] ?? "",
        isPreviewed: isPreviewed)
    }
    guard form["_do"] != "preview" else {
      do {
        _ = try words(form)
        return try await show(call, nil, draft(isPreviewed: true))
      } catch {
        return try await show(call, try call.refused(error), draft(isPreviewed: false))
      }
    }
    let base = try call.deskPath("/settings/mails")
    return try await call.submit { form in
      let words = try words(form)
      return ChangeMailTemplate(kind, in: language, subject: words.subject, body: words.body)
    } then: { _, _ in
      "\(base)?done=saved"
    } orShow: {
      try await show(call, $0, draft(isPreviewed: false))
    }
  }

  private static func words(_ form: FormFields) throws -> MailTemplateBody {
    try JSONFields.read(.object(form.object("subject", "body"))) { (fields: inout JSONFields) throws(JSONProblems) in
      try MailTemplateBody(&fields)
    }
  }

  private static func submit<Performed: Action>(
    _ call: Call, _ action: (FormFields) throws -> Performed
  ) async throws -> Answer {
    let base = try call.deskPath("/settings/mails")
    return try await call.submit(action) { _, _ in
      "\(base)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }
}
