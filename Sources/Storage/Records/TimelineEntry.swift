package import Federation

/// An event with its place in its ticket's timeline.
package struct TimelineEntry: Sendable, Equatable {
  /// Counts up from 1 within the ticket, without a gap.
  package let seq: Int
  package let event: Event

  package init(seq: Int, event: Event) {
    self.seq = seq
    self.event = event
  }
}
