import Federation
import Foundation
import Storage
import Ticketing

/// The world looks at a desk after each of its commits, and holds what it finds against the naive model.
extension World {
  /// - Parameter words: what the desk's own people have just said.
  func look(at desk: Int, _ words: [Word] = []) throws {
    let (store, tenant, seen) = (hubs[desks[desk].hub].store, desks[desk].tenant, desks[desk].seen)
    let news = try loop.run {
      try await store.desks.read(in: tenant) { try DeskNews(reading: $0, since: seen) }
    }.get()
    chronicle.check(.visible)
    if let blank = news.blanks.first { throw Breach(.visible, "\(name(desk)): \(blank): there is no such message") }
    let ways = ways(at: desk, news)
    let heard = try hear(news, at: desk)
    var expected: [HandoffID: [Expectation]] = [:]
    for word in heard + words { take(word, at: desk, ways, &expected) }
    try weigh(news.out, against: expected, at: desk, news, words)
    keep(news, at: desk)
    try checkHalts(desk)
  }

  /// A handoff as it was before the commit and as it is after it: what the naive model asks before it sends anything.
  struct Way {
    let handoff: HandoffID
    let ticket: TicketID
    let wasOpen: Bool
    let isOpen: Bool
    let wasJoined: Bool
    let isJoined: Bool
    let rules: SharingRules
    let hasSameRules: Bool
  }

  private func ways(at desk: Int, _ news: DeskNews) -> [Way] {
    let site = desks[desk]
    return news.handoffs.compactMap { handoff in
      guard let partnership = news.partnerships.first(where: { $0.id == handoff.partnership }) else { return nil }
      let before = site.seen[handoff.id]
      let rules = site.rules[partnership.id] ?? partnership.sharing
      return Way(
        handoff: handoff.id, ticket: handoff.ticket, wasOpen: before?.state.isOpen ?? false,
        isOpen: handoff.state.isOpen, wasJoined: (site.phases[partnership.id] ?? partnership.phase) == .joined,
        isJoined: partnership.phase == .joined, rules: partnership.sharing, hasSameRules: rules == partnership.sharing)
    }
  }

  /// What came in, in words.
  private func hear(_ news: DeskNews, at desk: Int) throws -> [Word] {
    var heard: [Word] = []
    for delivery in news.passed where delivery.state == .done {
      guard case .handoff(let id) = delivery.lane, let handoff = news.handoffs.first(where: { $0.id == id }) else {
        continue
      }
      let envelope = try read(delivery.wireBytes)
      try compare(delivery, handoff, at: desk)
      let holds = news.partnerships.first { $0.id == handoff.partnership }?.settings.holdsPublicWords ?? false
      heard += Self.words(in: envelope, on: handoff.ticket, by: id, holds: holds)
        .map { $0.passed(envelope.hops) }
    }
    return heard
  }

  /// What was applied is, byte for byte, what was sent.
  private func compare(_ delivery: Delivery, _ handoff: Handoff, at desk: Int) throws {
    guard let (one, other) = ends[handoff.partnership] else { return }
    let place = Place(
      desk: desk == one ? other : one, lane: delivery.lane, epoch: delivery.epoch, seq: delivery.seq)
    chronicle.check(.order)
    guard let original = sent[place] else {
      throw Breach(.order, "\(name(desk)) applied \(delivery.kind) \(delivery.seq), which nobody sent")
    }
    guard delivery.kind == .tombstone || original.event == delivery.event else {
      throw Breach(.order, "\(name(desk)) applied something else as number \(delivery.seq): \(original.brief)")
    }
  }

  private static func words(in envelope: Envelope, on ticket: TicketID, by id: HandoffID, holds: Bool) -> [Word] {
    func word(_ copy: CommentCopy) -> Word {
      Word(
        kind: .comment, ticket: ticket, event: copy.event, text: copy.body,
        audience: copy.audience == .public && holds && copy.author.kind == .agent ? .partner : copy.audience.audience,
        author: copy.author.name, authorKind: copy.author.kind, desk: copy.author.desk, cameBy: id)
    }
    func word(_ copy: AttachmentCopy) -> Word {
      Word(
        kind: .file, ticket: ticket, event: copy.event, text: copy.name, audience: copy.audience.audience,
        author: copy.author.name, authorKind: copy.author.kind, desk: copy.author.desk, cameBy: id)
    }
    switch envelope.message {
    case .offer(let offer): return offer.comments.map(word) + offer.files.map(word)
    case .comment(let copy): return [word(copy)]
    case .file(let copy): return [word(copy)]
    case .edit(let edit): return [Word(kind: .edit, ticket: ticket, event: edit.event, text: edit.body, cameBy: id)]
    case .retract(let retraction): return [Word(kind: .retract, ticket: ticket, event: retraction.event, cameBy: id)]
    case .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .priority, .deadlines,
      .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync, .resynced, .remind,
      .forgotten:
      return []
    }
  }

  /// Adds a word to the model, and says to whom it is to go on.
  private func take(
    _ word: Word, at desk: Int, _ ways: [Way], _ expected: inout [HandoffID: [Expectation]]
  ) {
    desks[desk].know(word.ticket)
    guard var talk = desks[desk].talks[word.ticket] else { return }
    defer { desks[desk].talks[word.ticket] = talk }
    let around = ways.filter { $0.ticket == word.ticket && $0.handoff != word.cameBy }
    switch word.kind {
    case .comment, .file:
      guard talk.items[word.event] == nil else { return }
      talk.add(word.event, Talk.Item(word))
      for way in around where way.wasOpen || way.isOpen {
        expect(word.kind == .file ? .file : .comment, word, talk, way, isFollowUp: false, &expected)
      }
    case .edit, .retract:
      guard var item = talk.items[word.event], !item.isRetracted else { return }
      if let by = word.cameBy, !item.isPartners || item.wentTo.contains(by) { return }
      item.text = word.kind == .edit ? word.text : ""
      item.isRetracted = word.kind == .retract
      talk.items[word.event] = item
      for way in around where item.wentTo.contains(way.handoff) {
        expect(word.kind == .edit ? .edit : .retract, word, talk, way, isFollowUp: true, &expected)
      }
    }
  }

  private func expect(
    _ kind: Message.Kind, _ word: Word, _ talk: Talk, _ way: Way, isFollowUp: Bool,
    _ expected: inout [HandoffID: [Expectation]]
  ) {
    guard let item = talk.items[word.event], way.wasJoined || way.isJoined else { return }
    if kind != .retract, !Naive.lets(item.audience, way.rules) { return }
    if kind == .file, !way.rules.attachments { return }
    let isCertain = way.wasJoined && way.isJoined && way.hasSameRules && (isFollowUp || (way.wasOpen && way.isOpen))
    let text = kind == .file ? item.text : Naive.text(item.text, way.rules, desks: desks.count)
    expected[way.handoff, default: []].append(
      Expectation(
        kind: kind, event: word.event, text: text, hops: word.hops + 1,
        audience: Naive.audience(item.audience, way.rules), author: Naive.author(item.author, item.kind, way.rules),
        isCertain: isCertain))
  }

  private func keep(_ news: DeskNews, at desk: Int) {
    for handoff in news.handoffs {
      if desks[desk].seen[handoff.id] == nil { desks[desk].handoffs.append(handoff.id) }
      desks[desk].seen[handoff.id] = handoff
      desks[desk].know(handoff.ticket)
    }
    for partnership in news.partnerships {
      desks[desk].rules[partnership.id] = partnership.sharing
      desks[desk].phases[partnership.id] = partnership.phase
      if partnership.state == .active {
        desks[desk].active.insert(partnership.id)
      } else {
        desks[desk].active.remove(partnership.id)
      }
    }
  }
}

extension Talk.Item {
  init(_ word: Word) {
    self.init(
      isFile: word.kind == .file, text: word.text, audience: word.audience, author: word.author,
      kind: word.authorKind, desk: word.desk, isPartners: word.cameBy != nil, cameBy: word.cameBy, id: word.id,
      file: word.file)
  }
}
