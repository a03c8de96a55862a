package import Ticketing

/// Something about a ticket that its requester is told of.
package enum RequesterNews: Sendable, Equatable {
  /// Somebody else wrote what the requester may read.
  case comment(PublicComment)
  /// The ticket is solved or closed.
  case closing
}

extension ChainedTicket {
  /// What the timeline's new entries mean for who asked for help. Only the first desk of a chain tells: the others work for it,
  /// and a desk that stands in for an external one leaves it to that.
  ///
  /// - Parameter before: the ticket as it was; nil for one that is new at this desk.
  package func news(since before: Ticket?) -> [RequesterNews] {
    guard !desk.standsIn, handoffIn == nil, ticket.requester != nil, ticket.ties.survivor == nil else { return [] }
    let words = effects.events.compactMap { event -> RequesterNews? in
      guard event.kind == .commented || event.kind == .released, let id = event.facts.comment,
        let shared = effects.comments.last(where: { $0.id == id })?.shared, let comment = PublicComment(shared),
        comment.author.kind != .requester
      else { return nil }
      return .comment(comment)
    }
    guard let before, !before.status.category.isEnded else { return words }
    return words + (ticket.status.category.tellsOfItsEnd ? [.closing] : [])
  }
}

extension StatusCategory {
  /// A request that is cancelled was the requester's to cancel, or is no request at all: nobody is written to.
  fileprivate var tellsOfItsEnd: Bool {
    switch self {
    case .resolved, .closed: true
    case .new, .inProgress, .waitingForRequester, .waitingForPartner, .onHold, .cancelled: false
    }
  }
}
