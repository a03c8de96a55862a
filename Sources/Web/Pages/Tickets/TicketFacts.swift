import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// All that a ticket's page tells, read from one consistent state with a fixed number of statements.
struct TicketFacts {
  /// How many comments stand on a page; those before are a link away.
  static let comments = 100
  private static let events = 200
  /// Counted up to here: more is shown as this many.
  static let mostCounted = 20

  let chained: ChainedTicket
  let comments: Page<Comment>
  /// The last ones, the oldest first.
  let timeline: [TimelineEntry]
  let attachments: [Attachment]
  /// Those that it has of mail; none are looked for where nothing came by mail.
  let received: [KeptMail]
  /// The last ones to the requester, oldest first.
  let sent: [RequesterMail]
  /// Those whom the events name.
  let agents: [Agent]
  let teams: [Team]
  let assignable: PickerChoices
  let teamChoices: PickerChoices
  let fields: [FieldDefinition]
  let requester: Requester?
  let customer: Customer?
  /// The requester's other tickets that are open.
  let otherOpen: Int

  var ticket: Ticket { chained.ticket }
  /// Those that a person may have as they came.
  func mails(for actor: Actor) -> [KeptMail] { actor.role.covers(.agent) ? received : [] }
  /// When the ticket ended, where it has and that was not long ago.
  var endedAt: Date? { chained.isOver ? timeline.last { $0.event.kind == .status }?.event.at : nil }

  /// - Parameter before: where the comments of the page end; nil for the last ones.
  init(_ ticket: Ticket, before: PagePosition?, _ tx: any DeskReader) throws {
    chained = try tx.chained(ticket, at: try tx.existingDesk())
    comments = try tx.comments(on: ticket.id, before: before, limit: Self.comments)
    timeline = try tx.timeline(of: ticket.id, beforeSeq: nil, limit: Self.events)
    attachments = try tx.attachments(on: ticket.id)
    let hasMail = ticket.origin == .mail || comments.items.contains { $0.origin == .mail }
    received = hasMail ? try tx.receivedMails(on: ticket.id) : []
    sent = try tx.requesterMails(on: ticket.id, limit: SentMailRoutes.shown)
    let named = EventNames(timeline.map(\.event))
    agents = try tx.agents(named.agents)
    teams = try tx.teams(named.teams)
    assignable = try .agents(tx)
    teamChoices = try .teams(tx)
    fields = try tx.fields()
    requester = try ticket.requester.flatMap { try tx.requester($0) }
    customer = try requester?.customer.flatMap { try tx.customer($0) }
    otherOpen = try Self.otherOpen(ticket, tx)
  }

  private static func otherOpen(_ ticket: Ticket, _ tx: any DeskReader) throws -> Int {
    guard let requester = ticket.requester else { return 0 }
    var query = TicketQuery()
    query.requester = requester
    query.categories = StatusCategory.allCases.filter { !$0.isEnded }
    return try tx.tickets(query, PageRequest(limit: mostCounted + 1)).items.filter { $0.id != ticket.id }.count
  }
}
