package import Foundation
import StrictJSON
package import Ticketing

/// One message between two desks, with all that its reception needs (`protocol.md`, section 1).
package struct Envelope: Sendable, Equatable {
  /// Which way along the chain: down to the delegate, or up to the delegator. On a partnership's own lane, `down` is the
  /// inviter's.
  package enum Direction: String, Sendable, CaseIterable, Codable {
    case down
    case up
  }

  package let partnership: PartnershipID
  package let handoff: HandoffID?
  package let direction: Direction
  package let epoch: Int
  package let seq: Int
  /// The original event's id for content; a new one for statuses and moves.
  package let event: EventID
  /// The event that this one follows from, at another desk.
  package let cause: EventID?
  /// How many desks it has passed; at most `maximumHops`.
  package let hops: Int
  package let turn: Turn
  /// The other desk's last message that the sender had applied, and the epoch in which it was sent.
  package let seen: Int
  package let seenEpoch: Int
  package let author: WireAuthor
  package let at: Date
  package let message: Message

  package static let maximumHops = 8

  package init(
    partnership: PartnershipID, handoff: HandoffID?, direction: Direction, epoch: Int, seq: Int, event: EventID,
    cause: EventID?, hops: Int, turn: Turn, seen: Int, seenEpoch: Int = 1, author: WireAuthor, at: Date,
    message: Message
  ) {
    self.partnership = partnership
    self.handoff = handoff
    self.direction = direction
    self.epoch = epoch
    self.seq = seq
    self.event = event
    self.cause = cause
    self.hops = hops
    self.turn = turn
    self.seen = seen
    self.seenEpoch = seenEpoch
    self.author = author
    self.at = at
    self.message = message
  }

  package var place: Place { Place(epoch: epoch, seq: seq) }

  package var lane: LaneID { handoff.map { .handoff($0) } ?? .partnership(partnership) }

  /// The same place in the lane, without the content: what a dropped message leaves behind.
  package var tombstone: Envelope {
    Envelope(
      partnership: partnership, handoff: handoff, direction: direction, epoch: epoch, seq: seq, event: event,
      cause: cause, hops: hops, turn: turn, seen: seen, seenEpoch: seenEpoch, author: author, at: at,
      message: .tombstone)
  }
}

extension Envelope: Codable {
  enum CodingKeys: String, CodingKey {
    case partnership, handoff, direction, epoch, seq, event, cause, hops, turn, seen, author, at, kind, body
    case seenEpoch = "seen_epoch"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    partnership = try container.decode(PartnershipID.self, forKey: .partnership)
    handoff = try container.decodeIfPresent(HandoffID.self, forKey: .handoff)
    direction = try container.decode(Direction.self, forKey: .direction)
    epoch = try container.count(.epoch, from: 1)
    seq = try container.count(.seq, from: 1)
    event = try container.decode(EventID.self, forKey: .event)
    cause = try container.decodeIfPresent(EventID.self, forKey: .cause)
    hops = try container.count(.hops, from: 0)
    turn = try container.decode(Turn.self, forKey: .turn)
    seen = try container.count(.seen, from: 0)
    // Told only where it is not the first.
    seenEpoch = container.contains(.seenEpoch) ? try container.count(.seenEpoch, from: 1) : 1
    author = try container.decode(WireAuthor.self, forKey: .author)
    at = try container.decode(Date.self, forKey: .at)
    message = try Message(container.decode(Message.Kind.self, forKey: .kind), bodyFrom: container)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(partnership, forKey: .partnership)
    try container.encodeIfPresent(handoff, forKey: .handoff)
    try container.encode(direction, forKey: .direction)
    try container.encode(epoch, forKey: .epoch)
    try container.encode(seq, forKey: .seq)
    try container.encode(event, forKey: .event)
    try container.encodeIfPresent(cause, forKey: .cause)
    try container.encode(hops, forKey: .hops)
    try container.encode(turn, forKey: .turn)
    try container.encode(seen, forKey: .seen)
    if seenEpoch != 1 { try container.encode(seenEpoch, forKey: .seenEpoch) }
    try container.encode(author, forKey: .author)
    try container.encode(at, forKey: .at)
    try container.encode(message.kind, forKey: .kind)
    try message.encodeBody(into: &container)
  }
}

extension Envelope {
  /// The bytes that cross the wire and that digests are taken over: JSON with sorted keys, times in milliseconds.
  package func wireBytes() throws -> [UInt8] { try jsonBytes }

  /// - Throws: `UnreadableEnvelope` where the bytes are no envelope.
  package init(wireBytes: [UInt8]) throws(UnreadableEnvelope) {
    do { try self.init(jsonBytes: wireBytes) } catch { throw UnreadableEnvelope(cause: String(describing: error)) }
  }
}

/// Bytes that are no message between desks.
package struct UnreadableEnvelope: Error, Equatable, Sendable {
  /// What a programmer would want to know of it.
  package let cause: String
}

extension KeyedDecodingContainer<Envelope.CodingKeys> {
  /// A number that counts: no desk ever gets near the upper bound, and nothing that is reckoned with it overflows.
  fileprivate func count(_ key: Key, from least: Int) throws -> Int {
    let number = try decode(Int.self, forKey: key)
    guard (least...1 << 50).contains(number) else {
      throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "out of range")
    }
    return number
  }
}

extension Envelope {
  /// The comments and files that the message carries, by their original events.
  package var contentEvents: [EventID] {
    switch message {
    case .comment(let copy): [copy.event]
    case .file(let copy): [copy.event]
    case .offer(let offer): offer.comments.map(\.event) + offer.files.map(\.event)
    case .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .edit, .retract,
      .priority, .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended,
      .resync, .resynced, .remind, .forgotten:
      []
    }
  }

  /// The files whose bytes go along.
  package var files: [AttachmentCopy] {
    switch message {
    case .file(let copy): [copy]
    case .offer(let offer): offer.files
    case .remind(let reminder): (try? reminder.envelope)?.files ?? []
    case .comment, .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .edit,
      .retract, .priority, .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume,
      .ended, .resync, .resynced, .forgotten:
      []
    }
  }
}
