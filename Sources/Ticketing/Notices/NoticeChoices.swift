/// How a person is told of one kind of event.
package struct NoticeChannels: Sendable, Equatable, Codable {
  package let page: Bool
  package let mail: Bool

  package init(page: Bool, mail: Bool) {
    self.page = page
    self.mail = mail
  }
}

/// What a person wants to be told of, and how.
package struct NoticeChoices: Sendable, Equatable {
  /// Only what the person chose; the rest follows the defaults.
  package private(set) var chosen: [NoticeKind: NoticeChannels]
  /// Whether tickets that nobody and no team has concern this person; every new offer is one.
  package let hearsOfUnassigned: Bool

  package init(chosen: [NoticeKind: NoticeChannels] = [:], hearsOfUnassigned: Bool = true) {
    self.chosen = chosen
    self.hearsOfUnassigned = hearsOfUnassigned
  }

  package subscript(kind: NoticeKind) -> NoticeChannels {
    chosen[kind] ?? NoticeChannels(page: true, mail: kind.isMailedUnlessChosen)
  }
}

/// What a person set for themselves.
package struct PersonalSettings: Sendable, Equatable {
  /// Nil where the person chose none.
  package let language: Language?
  package let notices: NoticeChoices

  package init(language: Language? = nil, notices: NoticeChoices = NoticeChoices()) {
    self.language = language
    self.notices = notices
  }
}
