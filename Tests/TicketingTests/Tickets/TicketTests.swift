import Foundation
import Testing
import Ticketing

@Suite("A ticket changes by its verbs")
struct TicketTests {
  private let book: StatusBook
  private var ticket: Ticket
  private let later = Date(timeIntervalSince1970: 2_000)

  init() {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 1)
    book = .standard(&moment)
    ticket = Ticket(
      opening: TicketDraft(subject: "No light"), id: moment.newID(), number: 1, origin: .here, statuses: book,
      at: moment.now)
  }

  @Test("opens in the first new status, with normal priority")
  func opens() {
    #expect(ticket.status == book.first(.new))
    #expect(ticket.priority == .normal)
    #expect(ticket.version == 1)
    #expect(ticket.createdAt == ticket.updatedAt)
  }

  @Test("takes its priority from impact and urgency, unless it is set by hand")
  func priority() {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 2)
    var draft = TicketDraft(subject: "x", impact: .high, urgency: .high)
    #expect(open(draft, &moment).priority == .urgent)
    draft.priority = .low
    #expect(open(draft, &moment).priority == .low)
    draft = TicketDraft(subject: "x", impact: .high)
    #expect(open(draft, &moment).priority == .normal)
  }

  private func open(_ draft: TicketDraft, _ moment: inout Moment) -> Ticket {
    Ticket(opening: draft, id: moment.newID(), number: 1, origin: .here, statuses: book, at: moment.now)
  }

  @Test("keeps a hold only while it is on hold")
  func hold() {
    var ticket = ticket
    let hold = Hold(reason: "parts", until: later)
    ticket.change(status: book.first(.onHold), hold: hold, at: later)
    #expect(ticket.hold == hold)
    ticket.change(status: book.first(.inProgress), hold: hold, at: later)
    #expect(ticket.hold == nil)
  }

  @Test("keeps a resolution while it is over, and loses it when it is opened again")
  func resolution() {
    var ticket = ticket
    let fixed = Resolution(code: .fixed, text: "new relay")
    ticket.resolve(with: fixed, status: book.first(.resolved), at: later)
    #expect(ticket.resolution == fixed)
    ticket.change(status: book.first(.closed), at: later)
    #expect(ticket.resolution == fixed)
    ticket.change(status: book.first(.inProgress), at: later)
    #expect(ticket.resolution == nil)
  }

  @Test("counts its changes, and never goes back in time")
  func touch() {
    var ticket = ticket
    ticket.touch(at: later)
    ticket.touch(at: Date(timeIntervalSince1970: 500))
    #expect(ticket.updatedAt == later)
    #expect(ticket.version == 3)
  }

  @Test("tells what an edit made different, and changes nothing when nothing is")
  func edit() {
    var ticket = ticket
    var changes = TicketChanges()
    changes.subject = "No light in the hall"
    changes.tags = ["lift", "hall"]
    changes.fields = ["asset": .to(.text("7"))]
    changes.site = .to(Site(address: "Main St"))
    let told = ticket.apply(changes, at: later)
    #expect(told.map(\.what) == ["subject", "tags", "site", "fields.asset"])
    #expect(told.map(\.to) == ["No light in the hall", "lift, hall", "Main St", "7"])
    #expect(told.first?.from == "No light")
    let version = ticket.version
    #expect(ticket.apply(changes, at: later).isEmpty)
    #expect(ticket.version == version)
    changes.fields = ["asset": .cleared]
    #expect(ticket.apply(changes, at: later).map(\.to) == [nil])
    #expect(ticket.fields.isEmpty)
  }

  @Test("reckons its priority anew when impact or urgency changes, unless it is set in the same edit")
  func reckons() {
    var ticket = ticket
    var changes = TicketChanges()
    changes.impact = .to(.high)
    _ = ticket.apply(changes, at: later)
    #expect(ticket.priority == .normal)
    changes.urgency = .to(.high)
    _ = ticket.apply(changes, at: later)
    #expect(ticket.priority == .urgent)
    changes.urgency = .to(.medium)
    changes.priority = .low
    _ = ticket.apply(changes, at: later)
    #expect(ticket.priority == .low)
    #expect(ticket.urgency == .medium)
  }

  @Test("lets go of the person and the telephone of its site")
  func site() {
    let site = Site(address: "a", access: "b", contact: "c", phone: "d", device: "e", serialNumber: "f")
    #expect(site.withoutContact == Site(address: "a", access: "b", device: "e", serialNumber: "f"))
    #expect(Site(contact: "c", phone: "d").withoutContact.isEmpty)
  }
}

@Suite("Impact times urgency")
struct PriorityMatrixTests {
  @Test("gives the priority", arguments: Level.allCases, Level.allCases)
  func matrix(impact: Level, urgency: Level) {
    let rows: [[Priority]] = [[.low, .normal, .normal], [.normal, .normal, .high], [.normal, .high, .urgent]]
    let order: [Level] = [.low, .medium, .high]
    guard let row = order.firstIndex(of: impact), let column = order.firstIndex(of: urgency) else { return }
    #expect(PriorityMatrix.priority(impact: impact, urgency: urgency) == rows[row][column])
  }
}
