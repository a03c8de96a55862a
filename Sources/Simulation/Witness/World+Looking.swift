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
    for word in heard + words { take(word, at: desk, isPutBack: news.isPutBack, ways, &expected) }
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
    var relived = try relived(news, at: desk)
    for delivery in news.passed where delivery.state == .done {
      guard case .handoff(let id) = delivery.lane, let handoff = news.handoffs.first(where: { $0.id == id }) else {
        continue
      }
      // Whoever says that it has forgotten a handoff has no lane of it.
      guard delivery.kind != .forgotten else { continue }
      let envelope = try read(delivery.wireBytes)
      try compare(delivery, handoff, at: desk)
      noteCopy(of: handoff.ticket, left: envelope, at: desk)
      while let next = relived[id]?.first,
        next.wasSent(before: Federation.Place(epoch: delivery.epoch, seq: delivery.seq))
      {
        relived[id]?.removeFirst()
        noteCopy(of: handoff.ticket, left: next, at: desk)
        heard += Self.relivedWords(in: next, on: handoff.ticket, by: id)
      }
      let holds = news.partnerships.first { $0.id == handoff.partnership }?.settings.holdsPublicWords ?? false
      heard += Self.words(in: envelope, on: handoff.ticket, by: id, holds: holds)
        .map { $0.passed(envelope.hops) }
    }
    for handoff in news.handoffs {
      for envelope in relived[handoff.id] ?? [] {
        noteCopy(of: handoff.ticket, left: envelope, at: desk)
        heard += Self.relivedWords(in: envelope, on: handoff.ticket, by: handoff.id)
      }
    }
    return heard
  }

  /// A ticket that its desk keeps when a partnership ends is its own from then on, also where a restore undid that end.
  private func noteCopy(of ticket: TicketID, left envelope: Envelope, at desk: Int) {
    guard case .end(let ending) = envelope.message, ending.keepsCopy else { return }
    desks[desk].loose.insert(ticket)
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

  static func words(in envelope: Envelope, on ticket: TicketID, by id: HandoffID, holds: Bool) -> [Word] {
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
    case .retract(let retraction):
      return [
        Word(
          kind: .retract, ticket: ticket, event: retraction.event, cameBy: id, goesBack: retraction.isRelived == true)
      ]
    case .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .status, .priority, .deadlines,
      .eta, .fields, .chain, .end, .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync, .resynced, .remind,
      .forgotten:
      return []
    }
  }

  /// Adds a word to the model, and says to whom it is to go on.
  private func take(
    _ word: Word, at desk: Int, isPutBack: Bool, _ ways: [Way], _ expected: inout [HandoffID: [Expectation]]
  ) {
    desks[desk].know(word.ticket)
    guard var talk = desks[desk].talks[word.ticket] else { return }
    defer { desks[desk].talks[word.ticket] = talk }
    let around = ways.filter { $0.ticket == word.ticket && $0.handoff != word.cameBy }
    switch word.kind {
    case .comment, .file:
      guard talk.items[word.event] == nil else { return }
      talk.add(word.event, Talk.Item(word))
      if word.isRelived, let by = word.cameBy { talk.items[word.event]?.wentTo.append(by) }
      for way in around where way.wasOpen || way.isOpen {
        expect(word.kind == .file ? .file : .comment, word, talk, way, isFollowUp: false, &expected)
      }
    case .edit, .retract:
      guard var item = talk.items[word.event], !item.isRetracted else { return }
      // What one commit brings together goes on together: the comment first, then what followed on it.
      func isTold(over way: Way) -> Bool {
        item.wentTo.contains(way.handoff) || isGoing(word.event, over: way, expected)
      }
      if let by = word.cameBy, !word.isRelived, !item.isPartners || item.wentTo.contains(by) {
        guard word.goesBack, isPutBack, item.wentTo.contains(by) else { return }
      }
      // What it has told since it was put back is later than what it relives.
      if word.kind == .edit, word.isRelived, let by = word.cameBy, item.toldAnew.contains(by) { return }
      let back = item.isPartners && (word.isRelived || word.goesBack) ? around.filter { !isTold(over: $0) } : []
      if word.kind == .edit, back.contains(where: \.isJoined) {
        // It is for its author's desk to say; who reminds of it is told how it reads.
        guard let way = ways.first(where: { $0.handoff == word.cameBy }) else { return }
        if !(way.isJoined && way.wasJoined && Naive.lets(item.audience, way.rules)) {
          talk.items[word.event]?.isUntold = true
        }
        if expect(.edit, word.passed(0), talk, way, isFollowUp: true, &expected) {
          talk.items[word.event]?.toldAnew.insert(way.handoff)
        }
        return
      }
      item.text = word.kind == .edit ? word.text : ""
      item.isRetracted = word.kind == .retract
      if word.kind == .edit {
        item.isUntold = around.contains {
          isTold(over: $0) && !($0.isJoined && $0.wasJoined && Naive.lets(item.audience, $0.rules))
        }
      }
      talk.items[word.event] = item
      for way in around where isTold(over: way) {
        let isSure = expect(word.kind == .edit ? .edit : .retract, word, talk, way, isFollowUp: true, &expected)
        if isSure, word.kind == .edit { talk.items[word.event]?.toldAnew.insert(way.handoff) }
      }
      for way in back where word.kind == .retract {
        expect(.retract, word, talk, way, isFollowUp: true, isBack: true, &expected)
      }
    }
  }

  /// Whether a comment is due over a handoff in the very same commit.
  private func isGoing(_ event: EventID, over way: Way, _ expected: [HandoffID: [Expectation]]) -> Bool {
    expected[way.handoff]?.contains { $0.kind == .comment && $0.event == event } ?? false
  }

  /// - Returns: whether it must be sent.
  @discardableResult
  private func expect(
    _ kind: Message.Kind, _ word: Word, _ talk: Talk, _ way: Way, isFollowUp: Bool, isBack: Bool = false,
    _ expected: inout [HandoffID: [Expectation]]
  ) -> Bool {
    guard let item = talk.items[word.event], way.wasJoined || way.isJoined else { return false }
    if kind != .retract, !Naive.lets(item.audience, way.rules) { return false }
    if kind == .file, !way.rules.attachments { return false }
    let isOpen = way.wasOpen && way.isOpen
    let isCertain =
      way.wasJoined && way.isJoined && way.hasSameRules
      && (isFollowUp && (isBack || item.wentTo.contains(way.handoff)) || isOpen)
    let text = kind == .file ? item.text : Naive.text(item.text, way.rules, desks: desks.count)
    expected[way.handoff, default: []].append(
      Expectation(
        kind: kind, event: word.event, text: text, hops: word.hops + 1,
        audience: Naive.audience(item.audience, way.rules), author: Naive.author(item.author, item.kind, way.rules),
        isCertain: isCertain))
    return isCertain
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
      kind: word.authorKind, desk: word.desk, isPartners: word.isRelived ? word.isPartners : word.cameBy != nil,
      cameBy: word.cameBy, id: word.id,
      file: word.file)
  }
}
