import Federation
import Foundation

/// What a desk whose program is wrong says in place of a word of its people's.
enum Mistake: CaseIterable {
  /// It has passed more desks than there may be.
  case tooFar
  /// It goes down where its desk can only speak up, or up where it can only speak down.
  case wrongWay
  /// It is nothing that is said of a handoff.
  case strangeWord
  /// It is a move of the other side's.
  case othersMove
  /// The delegate accepts what it has accepted. Once the delegator has moved on, it is void like any late move.
  case again
  /// The delegate gives the work back as it was before the delegator's last move: void, whatever has become of it.
  case stale

  /// Whether it is parked, and no later move makes it possible.
  var isForGood: Bool {
    switch self {
    case .tooFar, .wrongWay, .strangeWord, .othersMove: true
    case .again, .stale: false
    }
  }

  /// As what it parks, where it does.
  var reason: ParkReason? {
    switch self {
    case .tooFar: .tooManyHops
    case .wrongWay, .strangeWord, .othersMove, .again: .impossible
    case .stale: nil
    }
  }

  /// Whether a desk can say it over a handoff.
  func fits(_ handoff: Handoff) -> Bool {
    switch self {
    case .tooFar, .wrongWay, .strangeWord, .othersMove: true
    case .again: handoff.side == .delegate && handoff.state == .accepted
    case .stale: handoff.side == .delegate
    }
  }

  /// The message, with the word's own place in its lane.
  func spoken(for word: Envelope) -> Envelope {
    let isDown = word.direction == .down
    return switch self {
    case .tooFar: word.changed(hops: Envelope.maximumHops + 1)
    case .wrongWay: word.changed(direction: isDown ? .up : .down)
    case .strangeWord: word.changed(message: .suspend)
    case .othersMove:
      word.changed(message: isDown ? .accept(Acceptance(number: 1, eta: nil)) : .rework(Reason("do it again")))
    case .again: word.changed(message: .accept(Acceptance(number: 1, eta: nil)))
    case .stale:
      word.changed(
        turn: Turn(epoch: word.turn.epoch, number: word.turn.number - 1), message: .return(Reason("not ours")))
    }
  }
}

/// What was said by mistake in a world, and where it stands.
struct Mistakes {
  struct Spoken {
    let mistake: Mistake
    let wireBytes: [UInt8]
  }

  /// How often, where poison strikes, a word is a mistake: few words cross in one world.
  static let share = 0.3
  /// How many there are in one world: each stands in its lane until somebody has looked after it.
  static let most = 4

  /// Of its own, so that worlds in which nobody is mistaken stay as they are.
  var chance: Chance
  /// By the desk that says it and the place in its lane: whenever it is sent, it is the same.
  var spoken: [World.Place: Spoken] = [:]
  /// Where receivers stand still, by the desk that receives.
  var halts: [World.Place] = []
}

extension Envelope {
  fileprivate func changed(
    direction: Direction? = nil, hops: Int? = nil, turn: Turn? = nil, message: Message? = nil
  ) -> Envelope {
    Envelope(
      partnership: partnership, handoff: handoff, direction: direction ?? self.direction, epoch: epoch, seq: seq,
      event: event, cause: cause, hops: hops ?? self.hops, turn: turn ?? self.turn, seen: seen, seenEpoch: seenEpoch,
      author: author, at: at, message: message ?? self.message)
  }
}
