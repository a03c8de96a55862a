import Mutants
package import Ticketing

/// One handoff's, or one partnership's, messages in both directions, as one desk counts them.
package struct Lane: Sendable, Hashable, Codable {
  /// The epoch in which this desk sends; rises when the desk is restored from a backup.
  package internal(set) var epoch: Int
  /// The number of the last message that this desk sent in it; 0 before the first.
  package internal(set) var sent: Int
  /// The epoch in which the other desk sends.
  package internal(set) var peerEpoch: Int
  /// The number of the last message of the other desk's that was applied, with all before it.
  package internal(set) var applied: Int
  /// The last that this desk remembered to have sent when it was restored from a backup; nil where it never was.
  package internal(set) var former: Place?
  /// How far this desk has found out what happened since the moment of its backup; nil where nothing is to be found out.
  package internal(set) var recovery: Recovery?
  /// The epochs that the other desk has begun while messages of its former one are still to be applied, in order.
  package internal(set) var successors: [Succession]

  package init(
    epoch: Int = 1, sent: Int = 0, peerEpoch: Int = 1, applied: Int = 0, former: Place? = nil,
    recovery: Recovery? = nil, successors: [Succession] = []
  ) {
    self.epoch = epoch
    self.sent = sent
    self.peerEpoch = peerEpoch
    self.applied = applied
    self.former = former
    self.recovery = recovery
    self.successors = successors
  }

  /// What a restored desk does to learn from the other one what it has forgotten.
  package enum Recovery: String, Sendable, CaseIterable, Codable {
    /// It has yet to ask: before it says anything else, or when it hears anything.
    case due
    /// It has asked. What comes is kept until the answer is there, so that it is relived in order.
    case asked
    /// The answer is there, and behind messages that are yet to be applied.
    case answered
  }

  /// An epoch of the other desk's that follows on another one.
  package struct Succession: Sendable, Hashable, Codable {
    package let epoch: Int
    /// The number of the last message of the epoch before it; `open` until that is known.
    package let after: Int
    /// The number of the last one that the other desk remembers, and can send: what lacks behind it never comes.
    package let promised: Int

    /// More than any message has.
    static let open = Int.max / 2

    package init(epoch: Int, after: Int, promised: Int) {
      self.epoch = epoch
      self.after = after
      self.promised = promised
    }
  }

  package enum Arrival: Sendable, Equatable {
    case next
    /// Applied before, or sent by a life of the other desk's that it has forgotten: acknowledge, do nothing.
    case duplicate
    /// Messages are missing from `expected` on: keep it, and ask for them.
    case gap(expected: Place)
  }

  /// The last message of the other desk's that was applied, with all before it.
  package var heard: Place { Place(epoch: peerEpoch, seq: applied) }

  package func arrival(epoch: Int, seq: Int) -> Arrival {
    if epoch < peerEpoch || isForgotten(epoch: epoch, seq: seq) { return .duplicate }
    guard epoch == peerEpoch else {
      if successors.contains(where: { $0.epoch == epoch }) { return .gap(expected: heard.next) }
      // A desk that was restored begins the lanes that it makes afterwards in its new epoch.
      let isFirst = applied == 0 && seq == 1
      return isFirst ? .next : .gap(expected: Place(epoch: epoch, seq: 1))
    }
    if seq <= applied { return Mutant.duplicateIsApplied.isOn ? .next : .duplicate }
    return seq == applied + 1 || Mutant.gapIsSkipped.isOn ? .next : .gap(expected: heard.next)
  }

  private func isForgotten(epoch: Int, seq: Int) -> Bool {
    var current = peerEpoch
    for succession in successors {
      if epoch == current { return seq > succession.after }
      current = succession.epoch
    }
    return false
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
      successors.removeAll { $0.epoch <= epoch }
    } else if epoch == peerEpoch {
      applied = max(applied, seq)
    }
    while let next = successors.first, applied >= next.after {
      peerEpoch = next.epoch
      // The first message of an epoch, which began it.
      applied = 1
      successors.removeFirst()
    }
  }
}

extension Lane {
  /// A new epoch of this desk's, after it was restored from a backup: nothing that it sends now passes for what it sent in
  /// the time that it has forgotten.
  package mutating func begin(epoch: Int) {
    // Of an epoch in which nothing was said the other desk has never heard.
    former = sent == 0 ? former ?? .start : Place(epoch: self.epoch, seq: sent)
    self.epoch = epoch
    sent = 0
    recovery = .due
  }

  /// The other desk has answered, if it is this life that it answers.
  ///
  /// - Parameter kept: where the other desk's messages stand that are here, and not yet applied.
  mutating func hear(_ answer: Resynced, kept: [Place]) {
    guard recovery == .asked, answer.epoch == epoch else { return }
    recovery = .answered
    closeSuccessions(kept)
  }

  /// What the other desk remembers by now has come: its epochs end with it.
  private mutating func closeSuccessions(_ kept: [Place]) {
    var current = peerEpoch
    for (index, open) in successors.enumerated() {
      if open.after == Succession.open {
        let came = kept.filter { $0.epoch == current }.map(\.seq)
        let after = ([open.promised] + came).max() ?? 0
        successors[index] = Succession(epoch: open.epoch, after: after, promised: open.promised)
      }
      current = open.epoch
    }
    pass(epoch: peerEpoch, seq: applied)
  }

  /// Whether this is the answer, now that all before it has been heard; one to an earlier life comes by again.
  func isAnswered(by answer: Resynced) -> Bool { recovery == .answered && answer.epoch == epoch }

  /// The newest epoch of the other desk's that it has told of.
  package var latestPeerEpoch: Int { successors.last?.epoch ?? peerEpoch }

  /// Whether the other desk's new epoch follows on what is known of it here; where it does not, an epoch between is missing.
  package func knows(_ resync: Resync) -> Bool { resync.former.epoch <= latestPeerEpoch }

  /// The other desk has begun a new epoch. It follows when the one before is applied to its end.
  ///
  /// - Parameter kept: the last message of the other desk's that is here, applied or not.
  package mutating func succeed(by epoch: Int, _ resync: Resync, kept: Place?) {
    let last = latestPeerEpoch
    let ends = [resync.former, kept, heard, Place(epoch: last, seq: 0)].compactMap { $0 }.filter { $0.epoch == last }
    let promised = resync.former.epoch == last ? resync.former.seq : 0
    // Whoever asks itself may have told the other one more in a life that it has forgotten: what that one remembers by now
    // comes before its answer.
    let after = recovery == .asked ? Succession.open : ends.map(\.seq).max() ?? 0
    successors.append(Succession(epoch: epoch, after: after, promised: promised))
    pass(epoch: peerEpoch, seq: applied)
  }
}

extension Lane {
  /// The other desk was restored, and has nothing left of what the lane is for: there is nothing to ask any more, what is
  /// missing never comes, and what did come is heard to its end.
  ///
  /// - Parameters:
  ///   - epoch: in which it said so.
  ///   - kept: the last message of the other desk's that is here, applied or not.
  mutating func beForgotten(in epoch: Int, kept: Place?) {
    if recovery != .answered { recovery = nil }
    if epoch > latestPeerEpoch { succeed(by: epoch, Resync(former: .start, applied: .start), kept: kept) }
    closeSuccessions(kept.map { [$0] } ?? [])
  }
}

/// Which lane a message travels in.
package enum LaneID: Sendable, Hashable, Codable {
  case handoff(HandoffID)
  case partnership(PartnershipID)
  /// What a stand-in tells the external desk that it stands in for: a ticket's messages in their order, or one file that is
  /// fetched.
  case outside(OutsideLaneID)
}

package typealias OutsideLaneID = ID<OutsideMessage>
