import Mutants

/// One handoff's, or one partnership's, messages in both directions, as one desk counts them.
package struct Lane: Sendable, Hashable, Codable {
  /// The epoch in which this desk sends; rises when the desk is restored from a backup.
  package internal(set) var epoch: Int
  /// The number of the last message that this desk sent; 0 before the first.
  package internal(set) var sent: Int
  /// The epoch in which the other desk sends.
  package internal(set) var peerEpoch: Int
  /// The number of the last message of the other desk's that was applied, with all before it.
  package internal(set) var applied: Int

  package init(epoch: Int = 1, sent: Int = 0, peerEpoch: Int = 1, applied: Int = 0) {
    self.epoch = epoch
    self.sent = sent
    self.peerEpoch = peerEpoch
    self.applied = applied
  }

  package enum Arrival: Sendable, Equatable {
    case next
    /// Applied before: acknowledge, do nothing.
    case duplicate
    /// Messages are missing from `expected` on: keep it, and ask for them.
    case gap(expected: Int)
  }

  package func arrival(epoch: Int, seq: Int) -> Arrival {
    if epoch < peerEpoch { return .duplicate }
    if epoch > peerEpoch { return seq == 1 ? .next : .gap(expected: 1) }
    if seq <= applied { return Mutant.duplicateIsApplied.isOn ? .next : .duplicate }
    return seq == applied + 1 || Mutant.gapIsSkipped.isOn ? .next : .gap(expected: applied + 1)
  }

  package mutating func send() -> Int {
    sent += 1
    return sent
  }

  /// Counts a message as applied, parked or dropped: the next one may come.
  package mutating func pass(epoch: Int, seq: Int) {
    if epoch > peerEpoch {
      peerEpoch = epoch
      applied = seq
    } else if epoch == peerEpoch {
      applied = max(applied, seq)
    }
  }
}

/// Which lane a message travels in.
package enum LaneID: Sendable, Hashable, Codable {
  case handoff(HandoffID)
  case partnership(PartnershipID)
}
