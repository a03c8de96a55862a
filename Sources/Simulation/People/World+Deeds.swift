import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// What people do, each by chance of its own: leaving one out leaves the others' chance alone.
extension World {
  private enum Deed: CaseIterable {
    case open, comment, edit, retract, attach, offer, move, status, details, handoffTerms, family, rules, suspension
    case end, parked, desk, release, storm, race, loop

    /// How often it is chosen beside the others.
    var weight: Int {
      switch self {
      case .open: 8
      case .comment: 16
      case .edit, .retract: 4
      case .attach: 6
      case .offer: 20
      case .move: 40
      case .status: 8
      case .details: 6
      case .handoffTerms: 6
      case .family: 4
      case .rules: 5
      case .suspension: 3
      case .end: 1
      case .parked: 4
      case .desk: 1
      case .release: 1
      case .storm, .race, .loop: 4
      }
    }

    static let hat = allCases.flatMap { [Deed](repeating: $0, count: $0.weight) }
  }

  func planDeeds() {
    var chance = Chance(seed: scenario.seed, stream: 2)
    var copying = Chance(seed: scenario.seed, stream: 9)
    var time = now + 10
    for number in 0..<scenario.deeds {
      heap.plan(.deed(number), at: time)
      time += chance.span(upTo: scenario.pause)
      planWeather(&chance, around: time)
      planCopies(&copying, around: time)
    }
    deedsLeft = scenario.deeds
  }

  /// Clocks that jump and paths that are cut, beside what people do.
  private func planWeather(_ chance: inout Chance, around time: Int) {
    if chance.happens(scenario.share(of: .clocks) * 2) {
      let jumps = [-3_600_000, -86_400_000, 3_600_000, 86_400_000, -315_360_000_000, 315_360_000_000, -5_000, 40_000]
      heap.plan(
        .clock(
          hub: chance.below(hubs.count), jump: chance.pick(jumps) ?? 0, skew: chance.among(-5_000...5_000),
          drift: chance.happens(0.3) ? chance.among(-500...500) : 0), at: time)
    }
    guard hubs.count > 1, chance.happens(scenario.share(of: .partition) * 2) else { return }
    let from = chance.below(hubs.count)
    let to = (from + 1 + chance.below(hubs.count - 1)) % hubs.count
    let length = chance.span(upTo: 7 * 86_400_000)
    for (one, other) in chance.happens(0.5) ? [(from, to)] : [(from, to), (to, from)] {
      heap.plan(.path(from: one, to: other, isCut: true), at: time)
      heap.plan(.path(from: one, to: other, isCut: false), at: time + length)
    }
  }

  func perform(deed number: Int) throws {
    var chance = Chance(seed: scenario.seed, stream: 7, number)
    let deed = number == 0 ? .open : chance.pick(Deed.hat) ?? .open
    let desk = number == 0 ? 0 : chance.below(desks.count)
    chronicle.note(number)
    let needsTicket: Bool =
      switch deed {
      case .open, .offer, .move, .race, .rules, .suspension, .end, .desk, .parked: false
      case .comment, .edit, .retract, .attach, .status, .details, .handoffTerms, .family, .release, .storm, .loop: true
      }
    guard !needsTicket || !desks[desk].tickets.isEmpty else { return try open(desk, &chance) }
    switch deed {
    case .open: try open(desk, &chance)
    case .comment: try comment(desk, &chance)
    case .edit: try edit(desk, &chance)
    case .retract: try retract(desk, &chance)
    case .attach: try attach(desk, &chance)
    case .offer: try offer(desk, &chance)
    case .move: try moveSomewhere(desk, &chance)
    case .status: try setStatus(desk, &chance)
    case .details: try changeDetails(desk, &chance)
    case .handoffTerms: try changeTerms(desk, &chance)
    case .family: try tie(desk, &chance)
    case .rules: try changeRules(desk, &chance)
    case .suspension: try suspend(desk, &chance)
    case .end: try endPartnership(desk, &chance)
    case .parked: try dealWithParked(desk, &chance)
    case .desk: try changeDesk(desk, &chance)
    case .release: try release(desk, &chance)
    case .storm: try storm(desk, &chance)
    case .race: try race(&chance)
    case .loop: try tryLoop(desk, &chance)
    }
  }

  /// A ticket of the desk's, the newer ones more often.
  func someTicket(_ desk: Int, _ chance: inout Chance) -> TicketID? {
    let tickets = desks[desk].tickets
    guard !tickets.isEmpty else { return nil }
    return tickets[max(chance.below(tickets.count), chance.below(tickets.count))]
  }

  func nextWord() -> Int {
    words += 1
    return words
  }

  private func open(_ desk: Int, _ chance: inout Chance) throws {
    var input = TicketInput()
    input.changes.subject = "Till \(nextWord()) is dead"
    input.changes.description = chance.happens(0.5) ? "Ask \(Canary.address(desk)) about it" : "It stands still"
    if chance.happens(0.6) {
      input.requester = .to(
        .init(email: EmailAddress(Canary.requesterAddress), name: "\(Canary.requester) Smith", phone: Canary.phone))
    }
    if chance.happens(0.3) {
      input.changes.site = .to(Site(address: Canary.site, contact: Canary.sitePhone, phone: Canary.sitePhone))
    }
    if let opened = try act(desk, OpenTicket(input), "opens a ticket") { desks[desk].know(opened.ticket.id) }
  }

  func comment(_ desk: Int, _ chance: inout Chance) throws {
    guard let ticket = someTicket(desk, &chance) else { return }
    let audience = chance.pick([Audience.internal, .partner, .partner, .public]) ?? .partner
    try say(audience, on: ticket, at: desk, &chance)
  }

  func say(_ audience: Audience, on ticket: TicketID, at desk: Int, _ chance: inout Chance) throws {
    let isRequesters = audience == .public && chance.happens(0.3)
    let written = WriteComment(
      ticket, body: body(audience, desk, &chance), audience: audience, isRequesters: isRequesters,
      asksToCancel: isRequesters && chance.happens(0.2))
    _ = try act(desk, written, "writes (\(audience.rawValue))") { [Word(said: $0)] }
    guard isRequesters else { return }
    desks[desk].unmirrored.insert(ticket)
    loosen(ticket, at: desk)
  }

  private func body(_ audience: Audience, _ desk: Int, _ chance: inout Chance) -> String {
    let number = nextWord()
    if audience == .internal { return "\(Canary.internal) word \(number)" }
    return chance.happens(0.3) ? "word \(number) to \(Canary.address(desk)) now" : "word \(number)"
  }

  /// Something that the desk's own people wrote.
  private func ownComment(_ desk: Int, _ chance: inout Chance) -> (TicketID, EventID, Talk.Item)? {
    guard let ticket = someTicket(desk, &chance), let talk = desks[desk].talks[ticket] else { return nil }
    let own = talk.order.filter { talk.items[$0]?.id != nil && talk.items[$0]?.isPartners == false }
    guard let event = chance.pick(own), let item = talk.items[event] else { return nil }
    return (ticket, event, item)
  }

  private func edit(_ desk: Int, _ chance: inout Chance) throws {
    guard let (ticket, event, item) = ownComment(desk, &chance), let id = item.id else { return }
    let body = body(item.audience, desk, &chance)
    _ = try act(desk, EditComment(id, on: ticket, body: body), "edits") { comment in
      [Word(kind: .edit, ticket: ticket, event: event, text: comment.body)]
    }
  }

  private func retract(_ desk: Int, _ chance: inout Chance) throws {
    guard let (ticket, event, item) = ownComment(desk, &chance), let id = item.id else { return }
    _ = try act(desk, RetractComment(id, on: ticket), "takes back") { _ in
      [Word(kind: .retract, ticket: ticket, event: event)]
    }
  }

  private func attach(_ desk: Int, _ chance: inout Chance) throws {
    guard let ticket = someTicket(desk, &chance) else { return }
    let audience = chance.pick([Audience.internal, .partner, .public]) ?? .partner
    let number = nextWord()
    let name = audience == .internal ? "\(Canary.internal)\(number).pdf" : "file\(number).pdf"
    let digits = String(number, radix: 16)
    guard let hash = ContentHash(hex: String(repeating: "0", count: 64 - digits.count) + digits) else { return }
    blobs.keep(hash, in: desks[desk].tenant)
    let attach = AttachFile(
      to: ticket, comment: nil, name: name, mediaType: "application/pdf", bytes: 9, hash: hash, audience: audience)
    _ = try act(desk, attach, "attaches \(name)") { [Word(said: $0)] }
  }

  private func release(_ desk: Int, _ chance: inout Chance) throws {
    guard let ticket = someTicket(desk, &chance) else { return }
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    let comments = try loop.run {
      try await store.desks.read(in: tenant) { try $0.comments(on: ticket, PageRequest(limit: 200)).items }
    }.get()
    guard let waiting = comments.first(where: \.awaitsRelease) else { return }
    if let released = try act(desk, ReleaseComment(waiting.id, on: ticket), "releases") {
      desks[desk].talks[ticket]?.items[released.event]?.audience = .public
    }
  }
}

extension Word {
  init(said comment: Comment) {
    self.init(
      kind: .comment, ticket: comment.ticket, event: comment.event, text: comment.body, audience: comment.audience,
      author: comment.author.name, authorKind: comment.author.kind, desk: comment.author.desk,
      id: comment.author.kind == .agent ? comment.id : nil)
  }

  init(said file: Attachment) {
    self.init(
      kind: .file, ticket: file.ticket, event: file.event, text: file.name, audience: file.audience,
      author: file.author.name, authorKind: file.author.kind, desk: file.author.desk, file: file.id)
  }
}
