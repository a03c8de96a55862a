package import Foundation
package import Ticketing

extension Partnership {
  /// An invitation that nobody has answered yet.
  package init(inviting id: PartnershipID, name: String, at now: Date) {
    self.init(
      id: id, name: name, isInviter: true, partner: nil, phase: .invited, isSuspendedHere: false,
      isSuspendedThere: false, receives: true, sharing: .standard, mapping: nil, settings: PartnershipSettings(),
      lane: Lane(), createdAt: now)
  }

  /// The acceptor's record of a partnership.
  package init(joining id: PartnershipID, name: String, inviter: PartnerDesk, at now: Date) {
    self.init(
      id: id, name: name, isInviter: false, partner: inviter, phase: .joined, isSuspendedHere: false,
      isSuspendedThere: false, receives: true, sharing: .standard, mapping: nil, settings: PartnershipSettings(),
      lane: Lane(), createdAt: now)
  }

  package func terms(of desk: Desk) -> Terms { Terms(name: desk.name, sharing: sharing, receives: receives) }

  /// Takes a desk in that gave the invitation's code. The same desk may say so again; another one is refused.
  package mutating func join(_ partner: PartnerDesk) throws(PartnershipRefusal) {
    switch phase {
    case .invited:
      self.partner = partner
      phase = .joined
    case .joined:
      guard self.partner?.federationID == partner.federationID else { throw .invitationUsed }
    case .declined, .ended: throw .notOpen(state)
    }
  }

  package mutating func decline() throws(PartnershipRefusal) {
    switch phase {
    case .invited: phase = .declined
    case .declined: break
    case .joined: throw .invitationUsed
    case .ended: throw .notOpen(state)
    }
  }

  package mutating func suspend(desk: Desk, by author: Author, moment: inout Moment) throws(PartnershipRefusal)
    -> Envelope
  {
    guard phase == .joined else { throw .notOpen(state) }
    guard !isSuspendedHere else { throw .alreadySuspended }
    isSuspendedHere = true
    return tell(.suspend, desk: desk, by: author, moment: &moment)
  }

  package mutating func resume(desk: Desk, by author: Author, moment: inout Moment) throws(PartnershipRefusal)
    -> Envelope
  {
    guard phase == .joined else { throw .notOpen(state) }
    guard isSuspendedHere else { throw .notSuspendedHere }
    isSuspendedHere = false
    return tell(.resume, desk: desk, by: author, moment: &moment)
  }

  /// - Parameter settled: the handoffs that this desk settles with it.
  package mutating func end(
    settled: [HandoffID], desk: Desk, by author: Author, moment: inout Moment
  ) throws(PartnershipRefusal) -> Envelope? {
    switch phase {
    case .invited:
      phase = .ended
      return nil
    case .joined:
      phase = .ended
      return tell(.ended(Ended(settled: settled)), desk: desk, by: author, moment: &moment)
    case .declined, .ended: throw .notOpen(state)
    }
  }

  /// Changes what this desk lets out; the partner hears of it. Not retroactive.
  package mutating func share(
    _ rules: SharingRules, desk: Desk, by author: Author, moment: inout Moment
  ) throws(PartnershipRefusal) -> Envelope? {
    guard phase == .invited || phase == .joined else { throw .notOpen(state) }
    let known = Set(desk.fieldKeys).union([SharingRules.siteKey])
    let unknown = rules.fields.filter { !known.contains($0) }
    guard unknown.isEmpty else { throw .unknownFields(unknown) }
    sharing = rules
    return phase == .joined ? tell(.terms(terms(of: desk)), desk: desk, by: author, moment: &moment) : nil
  }

  /// Switches the taking of offers on or off; the partner hears of it.
  package mutating func receive(
    _ receives: Bool, desk: Desk, by author: Author, moment: inout Moment
  ) throws(PartnershipRefusal) -> Envelope? {
    guard phase == .invited || phase == .joined else { throw .notOpen(state) }
    self.receives = receives
    return phase == .joined ? tell(.terms(terms(of: desk)), desk: desk, by: author, moment: &moment) : nil
  }

  package mutating func translate(_ mapping: Mapping, statuses: StatusBook) throws(PartnershipRefusal) {
    let findings = MappingChecker(statuses: statuses).findings(in: mapping)
    guard !findings.contains(where: { $0.severity == .error }) else { throw .mappingFails(findings) }
    self.mapping = mapping
  }

  /// Goes back to the default, which follows the desk's statuses by itself.
  package mutating func translateByDefault() { mapping = nil }

  package mutating func rename(to name: String) { self.name = name }
  package mutating func agree(_ settings: PartnershipSettings) { self.settings = settings }

  /// The inviter's first word to who joined; it founds the partnership there, should the acceptor have been cut off.
  package mutating func greet(desk: Desk, by author: Author, moment: inout Moment) -> Envelope {
    tell(.joined(terms(of: desk)), desk: desk, by: author, moment: &moment)
  }

  /// The acceptor's first word.
  package mutating func announce(desk: Desk, by author: Author, moment: inout Moment) -> Envelope {
    tell(.terms(terms(of: desk)), desk: desk, by: author, moment: &moment)
  }

  /// Applies the partner's word on the partnership's own lane. A word that has no sense here changes nothing.
  package mutating func hear(_ envelope: Envelope) {
    lane.pass(epoch: envelope.epoch, seq: envelope.seq)
    switch envelope.message {
    case .joined(let terms), .terms(let terms):
      partner?.name = terms.name
      partner?.terms = terms
    case .suspend: isSuspendedThere = true
    case .resume: isSuspendedThere = false
    case .ended: phase = .ended
    case .resynced(let answer): if lane.isAnswered(by: answer) { lane.recovery = nil }
    case .offer, .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .comment, .edit,
      .retract, .file, .priority, .deadlines, .eta, .fields, .chain, .end, .tombstone, .resync, .remind, .forgotten:
      break
    }
  }

  /// Whether this desk ended it already: then a partner's `ended` closes what is closed.
  package var isEnded: Bool { phase == .ended }

  /// How this desk shows itself over this partnership.
  package func outward(of desk: Desk) -> Outward {
    Outward(rules: sharing, desk: desk.name, secret: desk.federationID, partnership: id)
  }

  mutating func tell(_ message: Message, desk: Desk, by author: Author, moment: inout Moment) -> Envelope {
    Envelope(
      partnership: id, handoff: nil, direction: outboundDirection, epoch: lane.epoch, seq: lane.send(),
      event: moment.newID(), cause: nil, hops: 0, turn: Turn(number: 0), seen: lane.applied,
      seenEpoch: lane.peerEpoch, author: outward(of: desk).author(author), at: moment.now, message: message)
  }
}

extension Partnership {
  /// Counts a message of the partner's as dealt with, where it has no effect any more.
  package mutating func pass(epoch: Int, seq: Int) { lane.pass(epoch: epoch, seq: seq) }

  /// Keeps a mapping total when the desk gets a status: the new one is said as its own category.
  package mutating func extendMapping(by status: Status, statuses: StatusBook) throws(PartnershipRefusal) {
    guard var extended = mapping, extended.out[status.id] == nil else { return }
    extended.out[status.id] = status.category
    try translate(extended, statuses: statuses)
  }

  /// Takes a status that the desk removes, and that the mapping does not need, out of what it says.
  package mutating func reduceMapping(by status: StatusID) { mapping?.out[status] = nil }
}
