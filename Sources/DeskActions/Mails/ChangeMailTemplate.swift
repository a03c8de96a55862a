package import Storage
package import Ticketing

/// Gives a desk words of its own for one kind of mail in one language.
package struct ChangeMailTemplate: Action {
  package let kind: RequesterMail.Kind
  package let language: Language
  package let subject: String
  package let body: String

  package init(_ kind: RequesterMail.Kind, in language: Language, subject: String, body: String) {
    self.kind = kind
    self.language = language
    self.subject = subject
    self.body = body
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> MailTemplate {
    try actor.require(.admin)
    guard kind != .comment || body.contains("{\(MailTemplate.Place.comment.rawValue)}") else {
      throw InvalidInput("/body", "has no {comment}: a mail about a comment would not say it", .required)
    }
    let template = MailTemplate(
      kind: kind, language: language, subject: subject, body: body, changedAt: moment.now)
    try tx.put(template)
    try tx.audit(
      "mail_template.change", "\(kind.rawValue)/\(language.rawValue)", .name(kind.rawValue), .language(language),
      by: actor, moment)
    return template
  }
}

/// Takes the hub's own words again for one kind of mail in one language.
package struct RestoreMailTemplate: Action {
  package let kind: RequesterMail.Kind
  package let language: Language

  package init(_ kind: RequesterMail.Kind, in language: Language) {
    self.kind = kind
    self.language = language
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    try actor.require(.admin)
    try tx.removeTemplate(kind, in: language)
    try tx.audit(
      "mail_template.restore", "\(kind.rawValue)/\(language.rawValue)", .name(kind.rawValue), .language(language),
      by: actor, moment)
  }
}
