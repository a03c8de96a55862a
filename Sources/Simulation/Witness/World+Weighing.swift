import Federation
import Foundation
import Storage
import Ticketing

/// What a desk put on its way, held against what the naive model lets it send.
extension World {
  func weigh(
    _ out: [Delivery], against expected: [HandoffID: [Expectation]], at desk: Int, _ news: DeskNews, _ words: [Word]
  ) throws {
    var left = expected
    var fulfilled: [HandoffID: Int] = [:]
    for delivery in out {
      guard case .handoff(let id) = delivery.lane, let handoff = news.handoffs.first(where: { $0.id == id }),
        let partnership = news.partnerships.first(where: { $0.id == handoff.partnership })
      else { continue }
      let envelope = try read(delivery.wireBytes)
      sent[Place(desk: desk, lane: delivery.lane, epoch: delivery.epoch, seq: delivery.seq)] = envelope
      chronicle.note(delivery.wireBytes)
      try checkLeak(delivery.wireBytes, partnership, at: desk, envelope)
      try checkDirection(envelope, handoff, at: desk)
      if case .status(let report) = envelope.message { try check(report, partnership, at: desk) }
      if case .offer(let offer) = envelope.message {
        try weigh(offer, handoff, partnership.sharing, at: desk)
        try checkChain(offer, handoff, at: desk, news)
      } else if let actual = Self.piece(of: envelope.message) {
        try weigh(actual, id, at: desk, left[id] ?? [], &fulfilled[id, default: 0], envelope)
        if actual.isNew { note(actual.event, wentOver: id, handoff.ticket, at: desk) }
        if actual.kind == .edit { desks[desk].talks[handoff.ticket]?.items[actual.event]?.toldAnew.insert(id) }
      }
    }
    for handoff in news.handoffs {
      let rest = (left.removeValue(forKey: handoff.id) ?? []).dropFirst(fulfilled[handoff.id] ?? 0)
      if let lacking = rest.first(where: \.isCertain) {
        throw Breach(
          .routing, "\(name(desk)) does not send \(lacking.kind) “\(lacking.text)” over handoff \(handoff.id)")
      }
    }
  }

  /// A message's piece of conversation, as it crosses.
  private struct Piece {
    let kind: Message.Kind
    let event: EventID
    var text: String?
    var audience: SharedAudience?
    var author: String?

    /// An edit or a retraction follows what went before, or goes back to where it came from.
    var isNew: Bool { kind == .comment || kind == .file }
  }

  private static func piece(of message: Message) -> Piece? {
    switch message {
    case .comment(let copy):
      Piece(kind: .comment, event: copy.event, text: copy.body, audience: copy.audience, author: copy.author.name)
    case .file(let copy):
      Piece(kind: .file, event: copy.event, text: copy.name, audience: copy.audience, author: copy.author.name)
    case .edit(let edit): Piece(kind: .edit, event: edit.event, text: edit.body)
    case .retract(let retraction): Piece(kind: .retract, event: retraction.event)
    case .offer, .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .priority,
      .deadlines, .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync,
      .resynced, .remind, .forgotten:
      nil
    }
  }

  private func weigh(
    _ actual: Piece, _ handoff: HandoffID, at desk: Int, _ expected: [Expectation], _ next: inout Int,
    _ envelope: Envelope
  ) throws {
    chronicle.check(.routing)
    while next < expected.count {
      let candidate = expected[next]
      next += 1
      if candidate.kind == actual.kind, candidate.event == actual.event {
        let isSame =
          (actual.text ?? candidate.text) == candidate.text
          && (actual.audience ?? candidate.audience) == candidate.audience
          && (actual.author ?? candidate.author) == candidate.author && envelope.hops == candidate.hops
        guard isSame else {
          throw Breach(
            .routing,
            """
            \(name(desk)) sends \(envelope.brief) as “\(actual.text ?? "")” to \(actual.audience?.rawValue ?? "?") by \
            “\(actual.author ?? "?")” instead of “\(candidate.text)” to \(candidate.audience.rawValue) by \
            “\(candidate.author)”
            """)
        }
        return
      }
      guard !candidate.isCertain else {
        throw Breach(
          .routing, "\(name(desk)) sends \(envelope.brief) where \(candidate.kind) “\(candidate.text)” was due")
      }
    }
    throw Breach(.routing, "\(name(desk)) sends \(envelope.brief) “\(actual.text ?? "")”, which is not to be sent")
  }

  /// An offer carries the conversation so far: what may be seen, in order, and nothing else.
  private func weigh(_ offer: Offer, _ handoff: Handoff, _ rules: SharingRules, at desk: Int) throws {
    chronicle.check(.routing)
    desks[desk].know(handoff.ticket)
    let talk = desks[desk].talks[handoff.ticket] ?? Talk()
    let items = talk.order.compactMap { event in talk.items[event].map { (event, $0) } }
    let comments = items.filter { !$0.1.isFile && !$0.1.isRetracted && Naive.lets($0.1.audience, rules) }
    let due = Set(comments.map(\.0))
    guard Set(offer.comments.map(\.event)) == due, offer.comments.count == due.count else {
      throw Breach(.routing, "\(name(desk)) offers with \(offer.comments.count) comments, and \(due.count) were due")
    }
    let files = Set(items.filter { $0.1.isFile && rules.attachments && Naive.lets($0.1.audience, rules) }.map(\.0))
    guard Set(offer.files.map(\.event)) == files, offer.files.count == files.count else {
      throw Breach(.routing, "\(name(desk)) offers with \(offer.files.count) files, and \(files.count) were due")
    }
    for copy in offer.comments {
      guard let item = talk.items[copy.event], copy.body == Naive.text(item.text, rules, desks: desks.count) else {
        throw Breach(.routing, "\(name(desk)) offers with “\(copy.body)”, which is not what was said")
      }
    }
    if rules.requester == .none, offer.requester != nil { throw Breach(.leak, "\(name(desk)) tells who asked") }
    if !rules.fields.contains(SharingRules.siteKey), offer.site != nil {
      throw Breach(.leak, "\(name(desk)) tells the place")
    }
    for event in due.union(files) { note(event, wentOver: handoff.id, handoff.ticket, at: desk) }
  }

  private func note(_ event: EventID, wentOver handoff: HandoffID, _ ticket: TicketID, at desk: Int) {
    guard var item = desks[desk].talks[ticket]?.items[event], !item.wentTo.contains(handoff) else { return }
    item.wentTo.append(handoff)
    desks[desk].talks[ticket]?.items[event] = item
  }

  /// A desk's status is said in its own word, and in the category that its mapping gives it.
  private func check(_ report: StatusReport, _ partnership: Partnership, at desk: Int) throws {
    guard let status = desks[desk].book[report.label] else {
      throw Breach(.book, "\(name(desk)) tells of a status “\(report.label)” that it has not")
    }
    guard report.category == partnership.mapping?.out[status.id] ?? status.category else {
      throw Breach(.book, "\(name(desk)) says \(report.category.rawValue) of “\(report.label)”")
    }
  }

  /// Statuses and expectations flow up, priority and deadlines down; each side makes its own moves only.
  private func checkDirection(_ envelope: Envelope, _ handoff: Handoff, at desk: Int) throws {
    let belongs: Side? =
      switch envelope.message.kind {
      case .offer, .withdraw, .recall, .rework, .confirm, .priority, .deadlines: .delegator
      case .accept, .decline, .complete, .return, .status, .eta: .delegate
      case .comment, .edit, .retract, .file, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume,
        .ended, .resync, .resynced, .remind, .forgotten:
        nil
      }
    let direction: Envelope.Direction = handoff.side == .delegator ? .down : .up
    guard belongs ?? handoff.side == handoff.side, envelope.direction == direction else {
      throw Breach(.routing, "\(name(desk)), the \(handoff.side.rawValue), sends \(envelope.brief)")
    }
  }
}

/// One look at the bytes for every word that must not leave.
extension World {
  func checkLeak(_ bytes: [UInt8], _ partnership: Partnership, at desk: Int, _ envelope: Envelope) throws {
    chronicle.check(.leak)
    guard bytes.contains(Canary.mark) else { return }
    let rules = partnership.sharing
    guard let (one, other) = ends[partnership.id] else { return }
    let peer = desk == one ? other : one
    var forbidden = [Canary.internal, Canary.requesterAddress]
    for index in desks.indices where index != desk { forbidden.append(Canary.reason(index)) }
    if rules.names != .full {
      for index in desks.indices { forbidden += [Canary.lastName(index), Canary.address(index)] }
    }
    if rules.names == .role { for index in desks.indices { forbidden.append(Canary.firstName(index)) } }
    if rules.requester == .none { forbidden.append(Canary.requester) }
    if rules.requester != .contact { forbidden += [Canary.phone, Canary.sitePhone] }
    if !rules.fields.contains(Canary.field) { forbidden.append(Canary.fieldValue) }
    if !rules.fields.contains(SharingRules.siteKey) { forbidden += [Canary.site, Canary.sitePhone] }
    if rules.chain == .none {
      for index in desks.indices where index != desk && index != peer { forbidden.append(Canary.desk(index)) }
    }
    for place in bytes.indices where bytes[place] == Canary.mark {
      for word in forbidden where bytes[place...].starts(with: word.utf8) {
        throw Breach(.leak, "\(name(desk)) lets “\(word)” out to \(name(peer)) in \(envelope.brief)")
      }
    }
  }
}
