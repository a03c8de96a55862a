import Federation
import Foundation

/// What a desk whose program is wrong says in place of a word of its people's: its partner can never apply it.
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

  /// Whether no later move makes it possible.
  var isForGood: Bool { self != .again }

  var reason: ParkReason {
    switch self {
    case .tooFar: .tooManyHops
    case .wrongWay, .strangeWord, .othersMove, .again: .impossible
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
    }
  }
}

/// What was said by mistake in a world, and where it stands.
struct Mistakes {
  struct Spoken {
    let mistake: Mistake
    let wireBytes: [UInt8]
  }

  /// Of its own, so that worlds in which nobody is mistaken stay as they are.
  var chance: Chance
  /// By the desk that says it and the place in its lane: whenever it is sent, it is the same.
  var spoken: [World.Place: Spoken] = [:]
  /// Where receivers stand still, by the desk that receives.
  var halts: [World.Place] = []
}

extension Envelope {
  fileprivate func changed(direction: Direction? = nil, hops: Int? = nil, message: Message? = nil) -> Envelope {
    Envelope(
      partnership: partnership, handoff: handoff, direction: direction ?? self.direction, epoch: epoch, seq: seq,
      event: event, cause: cause, hops: hops ?? self.hops, turn: turn, seen: seen, seenEpoch: seenEpoch,
      author: author, at: at, message: message ?? self.message)
  }
}
