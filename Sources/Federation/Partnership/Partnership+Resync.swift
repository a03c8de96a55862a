package import Foundation
package import Ticketing

/// What two desks say on their partnership's own lane when one of them was restored from a backup.
extension Partnership {
  /// The first word of a new epoch; nil where there is nobody to say it to, or it was said.
  ///
  /// - Parameter asOf: the moment of the backup.
  package mutating func resynchronise(asOf: Date, desk: Desk, moment: inout Moment) -> Envelope? {
    guard lane.recovery == .due, phase == .joined || phase == .ended else { return nil }
    lane.recovery = .asked
    let resync = Resync(former: lane.former ?? .start, applied: lane.heard, asOf: asOf)
    return tell(.resync(resync), desk: desk, by: desk.system, moment: &moment)
  }

  /// Answers a partner that was restored.
  ///
  /// - Parameters:
  ///   - kept: what it had said and does not remember, in order, as it came.
  ///   - delegated: the handoffs that it had given over, and that something was said of since.
  package mutating func answer(
    _ resync: Resync, in envelope: Envelope, kept: [KeptMessage], delegated: [HandoffID], desk: Desk,
    moment: inout Moment
  ) -> [Envelope] {
    lane.succeed(by: envelope.epoch, resync, kept: kept.last?.place)
    var words = kept.filter { !$0.wireBytes.isEmpty }.map {
      tell(.remind(Reminder($0.wireBytes)), desk: desk, by: desk.system, moment: &moment)
    }
    let answer = Resynced(epoch: envelope.epoch, delegated: delegated)
    words.append(tell(.resynced(answer), desk: desk, by: desk.system, moment: &moment))
    return words
  }

  /// The partner has answered: what it says is heard again, from where this desk remembers it.
  ///
  /// - Parameter kept: where the partner's messages stand that are here, and not yet applied.
  package mutating func hear(_ answer: Resynced, kept: [Place]) { lane.hear(answer, kept: kept) }

  /// Takes back what this desk had said itself and has forgotten.
  package mutating func recover(_ envelope: Envelope) {
    switch envelope.message {
    case .terms(let terms), .joined(let terms):
      sharing = terms.sharing
      receives = terms.receives
    case .suspend: isSuspendedHere = true
    case .resume: isSuspendedHere = false
    case .ended: phase = .ended
    case .offer, .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .comment, .edit,
      .retract, .file, .priority, .deadlines, .eta, .fields, .chain, .end, .tombstone, .resync, .resynced, .remind,
      .forgotten:
      break
    }
  }
}

extension Partnership {
  /// Begins a new epoch, after this desk was restored from a backup.
  package mutating func begin(epoch: Int) { lane.begin(epoch: epoch) }
}

extension Handoff {
  /// Begins a new epoch, after this desk was restored from a backup. What the requester said is told by numbers of the old one.
  package mutating func begin(epoch: Int) {
    lane.begin(epoch: epoch)
    replySeq = 0
  }
}
