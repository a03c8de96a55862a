package import Ticketing

/// What the far side said of what it took.
package struct Receipt: Sendable, Equatable {
  /// The ticket there: of a change that made it, or where it is known better now.
  package var ticket: ExternalReference?
  /// The comment or file there; by it our own words are known when they come back.
  package var item: String?
  /// The status there, where the answer told.
  package var status: String?
  /// What was left out, since the far side refused it: people are told, the delivery counts as done.
  package var omitted: [Omission]

  package init(
    ticket: ExternalReference? = nil, item: String? = nil, status: String? = nil, omitted: [Omission] = []
  ) {
    self.ticket = ticket
    self.item = item
    self.status = status
    self.omitted = omitted
  }
}

/// What a try of the settings found.
package struct TestResult: Sendable, Equatable {
  /// Who the far side takes the hub for.
  package let account: String?
  /// The far side's own statuses, where it tells them.
  package let statuses: [NativeStatus]?

  package init(account: String?, statuses: [NativeStatus]? = nil) {
    self.account = account
    self.statuses = statuses
  }
}
