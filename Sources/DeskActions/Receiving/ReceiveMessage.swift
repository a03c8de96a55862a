package import Federation
import Mutants
package import Storage
package import Ticketing

/// What a desk answers to a message.
package struct Acknowledgement: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case applied
    case duplicate
    /// Kept, but not applied: it stands behind a gap or behind what is parked.
    case kept
    case parked(ParkReason)
    /// Not kept: the sender tries again.
    case notYet
    /// Not kept, and never will be.
    case refused(ParkReason)
  }

  package let outcome: Outcome
  /// The first message of the lane that the desk lacks, where it lacks one.
  package let needs: Place?

  package init(_ outcome: Outcome, needs: Place? = nil) {
    self.outcome = outcome
    self.needs = needs
  }
}

/// The desk that a message comes from, as the relay has proved it.
package struct Sender: Sendable, Equatable {
  package let tenant: TenantID
  package let name: String
  package let federationID: FederationID
  /// The epoch in which the desk spoke over the partnership when the message set out. One that was restored from a backup
  /// since has forgotten what it sent before, or sends it again.
  package let epoch: Int

  package init(tenant: TenantID, name: String, federationID: FederationID, epoch: Int) {
    self.tenant = tenant
    self.name = name
    self.federationID = federationID
    self.epoch = epoch
  }
}

/// Takes a partner's message in: once, and in the order of its lane.
package struct ReceiveMessage: Sendable {
  package let sender: Sender
  package let wireBytes: [UInt8]
  /// Read before the transaction, which others wait for.
  private let envelope: Result<Envelope, UnreadableEnvelope>

  package init(from sender: Sender, _ wireBytes: [UInt8]) {
    self.sender = sender
    self.wireBytes = wireBytes
    envelope = Result { () throws(UnreadableEnvelope) in try Envelope(wireBytes: wireBytes) }
  }

  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws -> Acknowledgement {
    let envelope: Envelope
    do { envelope = try self.envelope.get() } catch {
      return try refuse(.unreadable, "", in: tx, moment)
    }
    let subject = envelope.lane.subject
    guard let partnership = try tx.lock(envelope.partnership) else { return try found(envelope, in: tx, &moment) }
    guard try tx.peer(of: partnership.id) == sender.tenant || Mutant.strangerIsHeard.isOn else {
      return try refuse(.unknownPartnership, subject, in: tx, moment)
    }
    if speaksOfFormerLife(in: partnership.lane) { return Acknowledgement(.duplicate) }
    let lane = ReceivingLane(envelope.lane, partnership: partnership.id)
    if let handoff = envelope.handoff {
      // Another partnership's handoff is nothing to this partner: not even a place in its lane.
      let known = try tx.handoff(handoff)
      if let known, known.partnership != partnership.id, !Mutant.foreignHandoffIsTaken.isOn {
        return try refuse(.impossible, subject, in: tx, moment)
      }
      // A desk that was restored itself may have heard of the new life in this lane alone.
      if let known, speaksOfFormerLife(in: known.lane) { return Acknowledgement(.duplicate) }
      if known == nil, let answer = try tx.existingDesk().forgets(envelope, over: partnership, &moment) {
        try tx.tellForgotten(answer, &moment)
        return Acknowledgement(.applied)
      }
      // Whatever comes over a partnership that has ended here concerns nothing that this desk has.
      if partnership.phase != .joined, known == nil { return Acknowledgement(.applied) }
    } else {
      guard envelope.direction != partnership.outboundDirection else {
        return try refuse(.impossible, subject, in: tx, moment)
      }
    }
    return try lane.receive(envelope, wireBytes, in: tx, &moment)
  }

  /// Whether the sender has told of a newer life: what it sent in the one before is forgotten, or comes again.
  private func speaksOfFormerLife(in lane: Lane) -> Bool { sender.epoch < lane.latestPeerEpoch }

  /// Keeps nothing of the message but that it came, for this desk's admins to see.
  private func refuse(
    _ reason: ParkReason, _ subject: String, in tx: any DeskTransaction, _ moment: Moment
  ) throws -> Acknowledgement {
    try tx.append(
      AuditRecord(
        at: moment.now, source: .system, action: "message.refuse", subject: subject,
        facts: [.reason(reason), .sender(sender.name)]))
    return Acknowledgement(.refused(reason))
  }

  /// The inviter's first word, should the acceptor have been cut off before it kept the partnership.
  private func found(
    _ envelope: Envelope, in tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> Acknowledgement {
    guard case .joined(let terms) = envelope.message else { return Acknowledgement(.notYet) }
    let inviter = PartnerDesk(name: sender.name, federationID: sender.federationID, terms: terms)
    let author = try tx.existingDesk().system
    _ = try tx.found(envelope.partnership, by: inviter, of: sender.tenant, name: nil, author, &moment)
    return try ReceivingLane(envelope.lane, partnership: envelope.partnership)
      .receive(envelope, wireBytes, in: tx, &moment)
  }
}

extension DeskTransaction {
  /// Tells the other desk that this one has nothing of a handoff; where it is lost with a restore, the audit log says so once.
  /// A partner that was restored itself may have forgotten that it was told.
  func tellForgotten(_ answer: Envelope, _ moment: inout Moment) throws {
    guard try delivery(.out, lane: answer.lane, epoch: answer.epoch, seq: answer.seq) == nil else {
      return try rewind(answer.lane, epoch: answer.epoch, from: answer.seq)
    }
    try enqueue(answer, ticket: nil, &moment)
    guard answer.direction == .down else { return }
    try append(
      AuditRecord(
        at: moment.now, source: .system, action: "handoff.forgotten", subject: answer.lane.subject,
        facts: try partnership(answer.partnership).map { [.name($0.partnerName)] } ?? []))
  }
}

extension LaneID {
  /// The id of what the lane belongs to.
  var subject: String {
    switch self {
    case .handoff(let id): id.description
    case .partnership(let id): id.description
    case .outside(let id): id.description
    }
  }
}
