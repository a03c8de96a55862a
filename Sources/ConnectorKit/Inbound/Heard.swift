package import StrictJSON
package import Ticketing

/// What a webhook came to that was taken: what it reports, what is to be remembered of it, and what whoever sent it is told.
package struct Heard: Sendable, Equatable {
  package var reports: [Report]
  /// What the far side has given by itself, such as the key of an invitation: kept sealed beside the connection's secrets, and
  /// there in `Settings.learnt` from then on.
  package var learnt: [String: String]
  /// Nil for the hub's own answer: 202, once it is on disk.
  package var answer: HookAnswer?

  package init(_ reports: [Report] = [], learnt: [String: String] = [:], answer: HookAnswer? = nil) {
    self.reports = reports
    self.learnt = learnt
    self.answer = answer
  }
}

/// What a far side is told that speaks a protocol of its own, in which answers mean something.
package enum HookAnswer: Sendable, Equatable {
  case json(JSONValue, status: Int)
  /// A ticket that the two share, by its id there, in the words of `Connector.show`.
  case ticket(external: String)
  /// The bytes of a file that the hub has told the far side of, by the ticket's id there and the event.
  case file(EventID, onExternal: String)
}
