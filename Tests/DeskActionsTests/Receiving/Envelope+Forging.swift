import Federation
import Ticketing

extension Envelope {
  /// The same message, as another partner would send it.
  func over(_ partnership: PartnershipID) -> Envelope { copy(partnership: partnership) }

  func placed(at seq: Int, _ message: Message) -> Envelope { copy(seq: seq, message: message) }

  /// What a delegator cannot say in the state that the handoff is in: it parks where it arrives.
  var impossible: Envelope { copy(turn: Turn(epoch: turn.epoch, number: turn.number + 1), message: .confirm) }

  func passed(hops: Int) -> Envelope { copy(hops: hops) }

  /// The same message as if it came from the handoff's other side.
  var turnedRound: Envelope { copy(direction: direction == .down ? .up : .down) }

  private func copy(
    partnership: PartnershipID? = nil, direction: Direction? = nil, seq: Int? = nil, hops: Int? = nil,
    turn: Turn? = nil, message: Message? = nil
  ) -> Envelope {
    Envelope(
      partnership: partnership ?? self.partnership, handoff: handoff, direction: direction ?? self.direction,
      epoch: epoch,
      seq: seq ?? self.seq, event: event, cause: cause, hops: hops ?? self.hops, turn: turn ?? self.turn, seen: seen,
      author: author, at: at, message: message ?? self.message)
  }
}
