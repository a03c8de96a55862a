package import Federation
package import Foundation
package import Storage
import Ticketing

/// What a desk keeps of a handoff, so that another desk can compare it with its own.
extension DeskReader {
  package func standing(of handoff: Handoff) throws -> Standing {
    let (id, lane) = (LaneID.handoff(handoff.id), handoff.lane)
    var delivered = lane.sent
    if let open = try firstUnsettled(on: id) { delivered = open.epoch < lane.epoch ? 0 : open.seq - 1 }
    let next = lane.heard.next
    let kept = try delivery(.in, lane: id, epoch: next.epoch, seq: next.seq)
    return Standing(of: handoff, delivered: delivered, next: Standing.Next(kept?.state))
  }

  /// The messages of the epoch that goes on, behind one, in their order.
  package func entries(
    _ direction: Delivery.Direction, of handoff: Handoff, after seq: Int, upTo end: Int, limit: Int
  ) throws -> [LaneEntry] {
    try kept(direction, of: handoff, after: seq, upTo: end, limit: limit).map { try entry($0, of: handoff) }
  }

  package func digest(_ direction: Delivery.Direction, of handoff: Handoff, upTo end: Int) throws -> Data {
    var (digest, last) = (LaneDigest(), 0)
    while true {
      let page = try entries(direction, of: handoff, after: last, upTo: end, limit: EntriesQuestion.page)
      for entry in page { digest.add(entry) }
      guard let entry = page.last, page.count == EntriesQuestion.page else { return digest.bytes }
      last = entry.seq
    }
  }

  private func kept(
    _ direction: Delivery.Direction, of handoff: Handoff, after seq: Int, upTo end: Int, limit: Int
  ) throws -> [Delivery] {
    let epoch = direction == .out ? handoff.lane.epoch : handoff.lane.peerEpoch
    return try deliveries(
      direction, of: .handoff(handoff.id), after: Place(epoch: epoch, seq: seq), limit: min(limit, max(end - seq, 0))
    ).filter { $0.epoch == epoch && $0.seq <= end }
  }

  private func entry(_ delivery: Delivery, of handoff: Handoff) throws -> LaneEntry {
    LaneEntry(
      seq: delivery.seq, event: delivery.event, hash: LaneDigest.hash(of: delivery.wireBytes),
      mark: delivery.mark(lacksContent: try lacksContent(of: delivery, on: handoff.ticket)))
  }

  /// Whether something that a message brought is not here any more.
  private func lacksContent(of delivery: Delivery, on ticket: TicketID) throws -> Bool {
    guard delivery.direction == .in, delivery.state == .done else { return false }
    switch delivery.kind {
    case .comment: return try comment(event: delivery.event, on: ticket) == nil
    case .file: return try attachment(event: delivery.event, on: ticket) == nil
    case .offer:
      guard case .offer(let offer)? = try? Envelope(wireBytes: delivery.wireBytes).message else { return false }
      return try offer.comments.contains { try comment(event: $0.event, on: ticket) == nil }
        || offer.files.contains { try attachment(event: $0.event, on: ticket) == nil }
    case .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .edit, .retract,
      .priority, .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended,
      .resync, .resynced, .remind, .forgotten:
      return false
    }
  }
}

extension Standing.Next {
  /// What is missing is asked for already.
  fileprivate init(_ state: Delivery.State?) {
    self =
      switch state {
      case nil: .nothing
      case .waiting, .parked, .missing: .open
      case .done, .dropped, .cancelled: .done
      }
  }
}

extension Delivery {
  fileprivate func mark(lacksContent: Bool) -> LaneEntry.Mark {
    if lacksContent { return .hollow }
    if direction == .in, wireBytes.isEmpty { return .passed }
    return state == .dropped || kind == .tombstone ? .dropped : .kept
  }

  /// Whether its bytes are the message that its row says that it is.
  func isWhole(in handoff: Handoff) -> Bool {
    guard let envelope = try? Envelope(wireBytes: wireBytes) else { return false }
    return envelope.handoff == handoff.id && envelope.partnership == handoff.partnership && envelope.epoch == epoch
      && envelope.seq == seq && envelope.event == event && envelope.message.kind == kind
  }
}
