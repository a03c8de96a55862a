import DeskActions
import Storage
import StrictJSON
import Ticketing

/// A desk's words for a kind of mail, as a request describes them.
struct MailTemplateBody {
  let subject: String
  let body: String

  static let schema = Schema.object(
    ["subject": .line(max: MailTemplate.subjectLimit), "body": .lines(max: MailTemplate.bodyLimit)],
    required: ["subject", "body"])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let subject = fields.required("subject", .line(max: MailTemplate.subjectLimit))
    let body = fields.required("body", .text(max: MailTemplate.bodyLimit))
    (self.subject, self.body) = try fields.finish(subject, body)
  }
}

/// Words that are to be looked at, as a mail would say them.
struct MailPreviewBody {
  let kind: RequesterMail.Kind
  let language: Language
  let words: MailTemplateBody

  static let schema = Schema.object(
    [
      "kind": .choice(of: RequesterMail.Kind.self), "language": .choice(of: Language.self),
      "subject": .line(max: MailTemplate.subjectLimit), "body": .lines(max: MailTemplate.bodyLimit),
    ], required: ["kind", "language", "subject", "body"])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let kind = fields.required("kind", JSONShape<RequesterMail.Kind>.choice())
    let language = fields.required("language", JSONShape<Language>.choice())
    words = try MailTemplateBody(&fields)
    (self.kind, self.language) = try fields.finish(kind, language)
  }
}
