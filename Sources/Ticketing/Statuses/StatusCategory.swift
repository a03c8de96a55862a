/// The hub's shared vocabulary of statuses: what a desk's own word means to everybody else.
package enum StatusCategory: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
  case new
  case inProgress
  case waitingForRequester
  case waitingForPartner
  case onHold
  case resolved
  case closed
  case cancelled

  /// Whether work on the ticket is over.
  package var isEnded: Bool {
    switch self {
    case .new, .inProgress, .waitingForRequester, .waitingForPartner, .onHold: false
    case .resolved, .closed, .cancelled: true
    }
  }
}
