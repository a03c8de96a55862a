import Federation
import Foundation
import Storage
import Ticketing

/// What was said and what happened, the oldest first.
struct ConversationView {
  /// The description, as plain text; nil where it came by mail.
  let description: String?
  /// The words of the mail that opened the ticket, made HTML by us.
  let mail: String?
  /// Where that mail is had as it was.
  let original: String?
  let opener: String
  let openerInitials: String
  let opened: TimeView
  let items: [ConversationItem]
  /// The query of the page with the comments before these.
  let earlier: String?
  /// Whether these are not the last ones.
  let isBack: Bool

  init(
    _ facts: TicketFacts, _ place: TicketPlace, _ words: EventWords, editing: CommentID?, _ refused: RefusedForm?,
    isBack: Bool
  ) {
    let ticket = facts.ticket
    let isMail = ticket.origin == .mail && !ticket.description.isEmpty
    description = ticket.description.isEmpty || isMail ? nil : ticket.description
    mail = isMail ? FoldedMail.html(ticket.description, label: place.catalogue["comment.folded"]) : nil
    original = facts.mails(for: place.actor).first { $0.comment == nil }.map { "\(place.base)/mails/\($0.id)" }
    opener = facts.requester?.name ?? facts.chained.handoffIn?.partnership.partnerName ?? facts.chained.desk.name
    openerInitials = Initials.of(opener)
    opened = TimeView(ticket.createdAt, place.clock)
    earlier = facts.comments.next.map { "before=\(Cursor.text($0))" }
    self.isBack = isBack
    let entries = facts.comments.items.map { comment in
      (
        comment.createdAt,
        ConversationEntry(comment, facts, place, words, isEditing: comment.id == editing, refused)
      )
    }
    items = Self.items(entries, Self.events(facts, isBack: isBack), place, words)
  }

  /// What happened in the time of the comments shown, but for what the comments themselves tell.
  private static func events(_ facts: TicketFacts, isBack: Bool) -> [Event] {
    let first = facts.comments.next == nil ? nil : facts.comments.items.first?.createdAt
    let last = isBack ? facts.comments.items.last?.createdAt : nil
    let withComments = Set(facts.attachments.filter { $0.comment != nil }.map(\.id))
    return facts.timeline.map(\.event).filter { event in
      guard first.map({ event.at >= $0 }) ?? true, last.map({ event.at <= $0 }) ?? true else { return false }
      switch event.kind {
      case .commented, .edited, .retracted: return false
      case .attached: return event.facts.attachment.map { !withComments.contains($0) } ?? true
      case .opened, .changed, .status, .released, .offered, .accepted, .declined, .withdrawn, .completed, .confirmed,
        .reworked, .recalled, .returned, .ended, .eta, .deadlines, .priority, .fields, .cancellation, .void,
        .outdated, .overdue, .parked, .dropped, .unlinked, .merged, .absorbed, .unmerged, .split, .adopted:
        return true
      }
    }
  }

  private static func items(
    _ comments: [(at: Date, entry: ConversationEntry)], _ events: [Event], _ place: TicketPlace, _ words: EventWords
  ) -> [ConversationItem] {
    var items: [ConversationItem] = []
    var pending: [EventGroup.Line] = []
    var day = ""
    func close() {
      if !pending.isEmpty { items.append(.events(EventGroup(pending, place))) }
      pending = []
    }
    func enter(_ date: Date) {
      let its = place.day(of: date)
      guard its != day else { return }
      close()
      day = its
      items.append(.day(place.name(ofDay: its)))
    }
    var rest = events[...]
    for (at, entry) in comments {
      while let event = rest.first, event.at <= at {
        enter(event.at)
        pending.append(EventGroup.Line(line: words.line(event), at: TimeView(event.at, place.clock)))
        rest.removeFirst()
      }
      enter(at)
      close()
      items.append(.comment(entry))
    }
    for event in rest {
      enter(event.at)
      pending.append(EventGroup.Line(line: words.line(event), at: TimeView(event.at, place.clock)))
    }
    close()
    return items
  }
}

extension TicketPlace {
  /// The day in the person's zone, `2026-11-21`.
  func day(of date: Date) -> String { String(clock.input(date).prefix(10)) }

  func name(ofDay day: String) -> String {
    if day == self.day(of: clock.now) { return text("today") }
    if day == self.day(of: clock.now.addingTimeInterval(-86_400)) { return text("yesterday") }
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return day }
    return "\(parts[2]) \(catalogue["time.month\(parts[1])"]) \(parts[0])"
  }
}
