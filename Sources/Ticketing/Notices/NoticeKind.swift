/// What people are told of.
package enum NoticeKind: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
  /// A partner offers a ticket.
  case offered
  /// The ticket was given to this person.
  case assigned
  /// The requester, a partner or a colleague wrote.
  case reply
  /// A colleague named this person in a comment.
  case mentioned
  /// An answer, or the work itself, is late.
  case overdue
  /// Moves of the partner's.
  case accepted, declined, withdrawn, completed, returned, recalled, reworked, confirmed
  /// The partner ended the partnership, and the handoff with it.
  case ended

  /// Whether a mail goes out where the person has chosen nothing: what cannot wait until somebody looks at the page.
  var isMailedUnlessChosen: Bool {
    switch self {
    case .offered, .reply, .mentioned, .overdue, .declined, .completed, .returned: true
    case .assigned, .accepted, .withdrawn, .recalled, .reworked, .confirmed, .ended: false
    }
  }
}
