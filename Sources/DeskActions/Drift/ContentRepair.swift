import Federation
import Storage
import Ticketing

/// Brings comments and files to what the messages that came over a handoff say of them: what is gone comes back in its old
/// place, what reads otherwise is corrected, what is as it should be stays untouched.
struct ContentRepair {
  private let handoff: HandoffID

  init(_ handoff: HandoffID) { self.handoff = handoff }

  func perform(_ events: [EventID], in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard let known = try tx.handoff(handoff) else { return }
    let heard = try ReceivingLane(.handoff(handoff), partnership: known.partnership).envelopes(.in, tx)
    let timeline = try tx.entries(of: Set(events), on: known.ticket)
    for (envelope, copy) in heard.flatMap(\.commentCopies) where events.contains(copy.event) {
      let changes = heard.filter { $0.changes(copy.event) }
      if try tx.comment(event: copy.event, on: known.ticket) == nil {
        try restore(copy, changes, timeline[copy.event], envelope, known.ticket, tx, &moment)
      }
      // It may have come over another handoff first, in other words.
      guard timeline[copy.event]?.handoff == handoff || timeline[copy.event] == nil else { continue }
      try correct(copy, by: changes, envelope, known.ticket, tx, &moment)
    }
    for (envelope, copy) in heard.flatMap(\.fileCopies) where events.contains(copy.event) {
      guard try tx.attachment(event: copy.event, on: known.ticket) == nil, var locked = try tx.lock(known.ticket)
      else { continue }
      let comment = try copy.comment.flatMap { try tx.comment(event: $0, on: known.ticket) }
      locked.chained.restore(
        copy, as: timeline[copy.event]?.facts.attachment, comment: comment?.id, in: envelope, over: handoff, &moment)
      try tx.save(locked, &moment)
    }
  }

  private func restore(
    _ copy: CommentCopy, _ changes: [Envelope], _ event: Event?, _ envelope: Envelope, _ ticket: TicketID,
    _ tx: any DeskTransaction, _ moment: inout Moment
  ) throws {
    guard var locked = try tx.lock(ticket) else { return }
    locked.chained.restore(
      copy, as: event?.facts.comment, changedBy: changes, in: envelope, over: handoff, &moment)
    try tx.save(locked, &moment)
  }

  private func correct(
    _ copy: CommentCopy, by changes: [Envelope], _ envelope: Envelope, _ ticket: TicketID, _ tx: any DeskTransaction,
    _ moment: inout Moment
  ) throws {
    guard let comment = try tx.comment(event: copy.event, on: ticket), var locked = try tx.lock(ticket) else { return }
    let words = changes.reduce(copy.body as String?) { words, change in
      guard case .edit(let edit) = change.message, words != nil else { return nil }
      return edit.body
    }
    let wentTo = try tx.crossings(of: copy.event)
    guard !wentTo.contains(handoff) else { return }
    locked.chained.correct(comment, to: words, wentTo: wentTo, in: changes.last ?? envelope, over: handoff, &moment)
    try tx.save(locked, &moment)
  }
}

extension DeskReader {
  /// What a ticket's timeline tells of some events.
  fileprivate func entries(of events: Set<EventID>, on ticket: TicketID) throws -> [EventID: Event] {
    var (found, last) = ([EventID: Event](), 0)
    while true {
      let page = try timeline(of: ticket, afterSeq: last, limit: 500)
      for entry in page where events.contains(entry.event.id) { found[entry.event.id] = entry.event }
      guard let entry = page.last, page.count == 500 else { return found }
      last = entry.seq
    }
  }
}

extension Envelope {
  /// Whether it changes a comment, or takes it back.
  fileprivate func changes(_ event: EventID) -> Bool {
    (message.kind == .edit || message.kind == .retract) && namedEvents == [event]
  }

  fileprivate var commentCopies: [(Envelope, CommentCopy)] {
    if case .comment(let copy) = message { return [(self, copy)] }
    guard case .offer(let offer) = message else { return [] }
    return offer.comments.map { (self, $0) }
  }

  fileprivate var fileCopies: [(Envelope, AttachmentCopy)] {
    if case .file(let copy) = message { return [(self, copy)] }
    guard case .offer(let offer) = message else { return [] }
    return offer.files.map { (self, $0) }
  }
}
