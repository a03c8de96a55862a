import DeskActions
import Foundation
import HTTPTypes
import Mail
import Storage
import StrictJSON
import Ticketing

/// What requesters are mailed: how far each mail has come, whom no mail reaches, and in which words they are written to.
enum SentMailRoutes {
  private static let mails = "/api/v1/tickets/{ticket}/sent-mails"
  private static let suppressed = "/api/v1/suppressed-addresses"
  private static let templates = "/api/v1/mail-templates"
  private static let template = templates + "/{kind}/{language}"

  /// Of one ticket's mails, the newest.
  static let shown = 200

  package static let all: [Route] = [
    Route(
      .get, mails,
      "What the ticket's requester was mailed and how far each mail has come, oldest first; the last \(shown).",
      answer: .object(["items": .list(.named("RequesterMail"))])
    ) { call in
      try await call.read { tx in
        let mails = try tx.requesterMails(on: try tx.ticket(at: call).id, limit: shown)
        return .json(["items": .array(mails.map(RequesterMailView.json))])
      }
    },
    Route(
      .post, mails + "/{mail}/retry",
      "Sends a mail again that failed, was withheld or came back, with the same message id.",
      body: .json(.object([:]), isOptional: true), answer: .named("RequesterMail")
    ) { call in
      try call.emptyBody()
      let retry = RetryRequesterMail(try call.parameter("mail"), on: try await call.ticket())
      return try await call.write(retry) { mail, _ in .json(RequesterMailView.json(mail)) }
    },
    Route(
      .get, suppressed, "Addresses that the desk writes to no more, since mail to them came back; oldest first.",
      query: QueryParameter.paging, answer: .page(of: "SuppressedAddress")
    ) { call in
      let page = try call.page()
      return try await call.read { tx in Call.list(try tx.suppressedAddresses(page), SuppressedAddressView.json) }
    },
    Route(.delete, suppressed + "/{suppressed}", "Lets the desk write to an address again.", status: 204, answer: nil) {
      call in
      try await call.write(LiftSuppression(try call.parameter("suppressed"))) { _, _ in .noContent }
    },
    Route(
      .get, templates, "The words of each kind of mail in each language, the desk's own or the hub's.",
      answer: .object(["items": .list(.named("MailTemplate"))])
    ) { call in
      try await call.read { tx in
        let own = try tx.mailTemplates()
        let all = RequesterMail.Kind.allCases.flatMap { kind in Language.allCases.map { (kind, $0) } }
        return .json([
          "items": .array(
            all.map { kind, language in
              MailTemplateView.json(kind, language, own: own.first { $0.kind == kind && $0.language == language })
            })
        ])
      }
    },
    Route(
      .put, template,
      "Gives the desk words of its own. `{number}` and the other `places` of the kind take values in; nothing else does.",
      body: .json(MailTemplateBody.schema, isOptional: false), answer: .named("MailTemplate")
    ) { call in
      let body = try call.body(MailTemplateBody.init)
      let (kind, language) = try call.template()
      let change = ChangeMailTemplate(kind, in: language, subject: body.subject, body: body.body)
      return try await call.write(change) { template, _ in
        .json(MailTemplateView.json(kind, language, own: template))
      }
    },
    Route(.delete, template, "Takes the hub's own words again.", status: 204, answer: nil) { call in
      let (kind, language) = try call.template()
      return try await call.write(RestoreMailTemplate(kind, in: language)) { _, _ in .noContent }
    },
    Route(
      .post, templates + "/preview", "A mail of a made-up ticket in these words, as text and as HTML.",
      body: .json(MailPreviewBody.schema, isOptional: false), answer: .named("MailPreview")
    ) { call in
      let body = try call.body(MailPreviewBody.init)
      try call.keyIsOne()
      return try await call.read { tx in
        let words = RequesterWords.sample(
          body.kind, in: body.language, subject: body.words.subject, body: body.words.body,
          desk: try tx.deskRecord()?.tenant.name ?? "")
        return .json([
          "subject": .string(words.heading), "text": .string(words.text),
          "html": .string(words.html(in: body.language)),
        ])
      }
    },
  ]
}

extension Call {
  /// - Throws: `NotFound` for a kind or language that there is not.
  func template() throws -> (RequesterMail.Kind, Language) {
    guard let kind = RequesterMail.Kind(rawValue: parameters["kind"] ?? ""),
      let language = Language(rawValue: parameters["language"] ?? "")
    else { throw NotFound() }
    return (kind, language)
  }
}
