package import Ticketing

/// What a decision wants written, in one commit with the ticket itself.
package struct Effects: Sendable, Equatable {
  /// For the timeline, in order.
  package internal(set) var events: [Event] = []
  /// For the partners, in order of each lane.
  package internal(set) var envelopes: [Envelope] = []
  /// New, or changed, by id.
  package internal(set) var comments: [Comment] = []
  /// What the desk had, and has lost: they take the places that they had.
  package internal(set) var lostComments: [Comment] = []
  package internal(set) var attachments: [Attachment] = []
  /// Handoffs whose unsent messages are cancelled, visibly: their partnership ended.
  package internal(set) var silenced: [HandoffID] = []

  package init() {}
}
