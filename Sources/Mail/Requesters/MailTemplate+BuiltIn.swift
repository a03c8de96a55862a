package import Foundation
package import Storage
package import Ticketing

extension MailTemplate {
  /// The hub's own words.
  package static func builtIn(_ kind: RequesterMail.Kind, in language: Language) -> MailTemplate {
    let catalogue = Catalogue.of(language)
    return MailTemplate(
      kind: kind, language: language, subject: catalogue.text("template.\(kind.rawValue).subject"),
      body: catalogue.text("template.\(kind.rawValue).body"), changedAt: .distantPast)
  }
}

extension DeskReader {
  /// The desk's own words, or the hub's.
  package func template(_ kind: RequesterMail.Kind, in language: Language) throws -> MailTemplate {
    let own = try mailTemplates().first { $0.kind == kind && $0.language == language }
    return own ?? .builtIn(kind, in: language)
  }
}
