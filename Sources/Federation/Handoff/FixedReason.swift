/// The reasons that no person gave: the hub's own, the same at every desk.
package enum FixedReason: String, Sendable, CaseIterable {
  /// A desk further up took the ticket back; why is not told further down.
  case upstream = "recalled upstream"
  /// `respondBy` passed without an answer.
  case unanswered = "no answer in time"
}
