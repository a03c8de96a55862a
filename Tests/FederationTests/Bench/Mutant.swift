import Federation

/// A fault that is put into the desks on purpose: a search that does not find it would prove nothing.
enum Mutant: CaseIterable, Sendable {
  /// The last message of a lane is applied first.
  case ignoresOrder
  /// A desk from which a ticket is taken does not take it from the desk below.
  case forgetsCascade
  /// A delegator keeps its second thoughts to itself.
  case keepsReworkBack
  /// A desk that was restored goes on in its epoch, as if nothing had been.
  case keepsItsEpoch
  /// A desk answers one that was restored without what that one had said itself.
  case remindsOfNothing

  /// Those that crossing messages bring to light.
  static let crossing: [Mutant] = [.ignoresOrder, .forgetsCascade, .keepsReworkBack]
  /// Those that a restore brings to light.
  static let restoring: [Mutant] = [.keepsItsEpoch, .remindsOfNothing]

  func keepsBack(_ envelope: Envelope) -> Bool {
    switch (self, envelope.message) {
    case (.forgetsCascade, .withdraw), (.forgetsCascade, .recall): envelope.cause != nil
    case (.keepsReworkBack, .rework): true
    default: false
    }
  }
}

extension Envelope {
  /// The same message under another turn, or with another number.
  func with(turn: Turn? = nil, seq: Int? = nil, epoch: Int? = nil, hops: Int? = nil, message: Message? = nil)
    -> Envelope
  {
    Envelope(
      partnership: partnership, handoff: handoff, direction: direction, epoch: epoch ?? self.epoch,
      seq: seq ?? self.seq, event: event, cause: cause, hops: hops ?? self.hops, turn: turn ?? self.turn, seen: seen,
      author: author, at: at, message: message ?? self.message)
  }
}
