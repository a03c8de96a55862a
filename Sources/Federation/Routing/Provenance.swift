package import Ticketing

/// Where a change comes from: who made it, and the handoff that it arrived by, to which it never goes back.
package struct Provenance: Sendable, Equatable {
  package let author: Author
  package let origin: Origin
  package let arrivedBy: HandoffID?
  /// The event at another desk that this one follows from.
  package let cause: EventID?
  /// How many desks the cause has passed.
  package let hops: Int

  private init(author: Author, origin: Origin, arrivedBy: HandoffID?, cause: EventID?, hops: Int) {
    self.author = author
    self.origin = origin
    self.arrivedBy = arrivedBy
    self.cause = cause
    self.hops = hops
  }

  /// A change made at this desk, by its people or its clock.
  package static func here(_ author: Author, origin: Origin = .here) -> Provenance {
    Provenance(author: author, origin: origin, arrivedBy: nil, cause: nil, hops: 0)
  }

  package static func arrived(_ envelope: Envelope, by handoff: HandoffID) -> Provenance {
    Provenance(
      author: envelope.author.author, origin: .partner, arrivedBy: handoff, cause: envelope.event,
      hops: envelope.hops)
  }

  /// The same cause, but done by this desk itself: it may go back where the cause came from, as a reaction to it.
  func reaction(by author: Author) -> Provenance {
    Provenance(author: author, origin: origin, arrivedBy: nil, cause: cause, hops: hops)
  }
}
