import ConnectorKit
import Federation
import Foundation
import Storage
import StrictJSON
import Ticketing

/// One report on its way into the stand-in's ticket.
struct Hearing {
  let report: Report
  let tx: any DeskTransaction
  let standIn: StandInWords
  let mapping: ConnectionMapping

  init(_ report: Report, at ground: HearingGround, in tx: any DeskTransaction) {
    self.report = report
    self.tx = tx
    standIn = ground.standIn
    mapping = ground.mapping
  }

  /// - Returns: why nothing was applied, or not all; nil where all was.
  func apply(_ moment: inout Moment) throws -> ReportRefusal? {
    do {
      guard var outside = try known() else { return try open(&moment) }
      var locked = try tx.existing(outside.ticket)
      if outside.reference == nil { try number(&outside, &locked, &moment) }
      let isNews = outside.heardAt.map { heard in report.at.map { $0 >= heard } ?? true } ?? true
      let isOvertaken = outside.mayBeOlder(report.status, saidAt: report.at, now: moment.now)
      let heard = isNews && !isOvertaken ? try status(of: outside) : nil
      let spoken = try hearConversation(report.comments, &locked, &moment)
      if let heard {
        try move(&locked.chained, to: heard, &moment)
      }
      if isNews, !isOvertaken, let status = report.status { outside.noteHeard(status) }
      if isNews {
        try prioritise(&locked.chained, &moment)
        outside.heardAt = report.at ?? outside.heardAt
      }
      try tx.save(locked, &moment)
      let told = try tx.outsideTicket(outside.ticket)?.told
      outside.told = told ?? outside.told
      try tx.put(outside)
      try keep(spoken, of: outside.ticket, &moment)
      return isOvertaken ? .overtaken : nil
    } catch let refusal as ReportRefusal {
      return refusal
    } catch let refusal as HandoffRefusal {
      return .forbidden(refusal)
    }
  }

  /// By its id there, or where we made it and have not heard so yet, by what we wrote on it.
  private func known() throws -> OutsideTicket? {
    if let known = try tx.outsideTicket(external: report.ticket.id) { return known }
    guard let marker = report.marker, let id = TicketID(marker), let ticket = try tx.ticket(id) else { return nil }
    let known = try tx.outsideTicket(id)
    guard known?.reference == nil else { return nil }
    return known ?? OutsideTicket(ticket: ticket.id)
  }

  /// What the external desk calls a ticket that was made there: by that it has taken it, and what waited for it may go.
  private func number(
    _ outside: inout OutsideTicket, _ locked: inout LockedTicket, _ moment: inout Moment
  ) throws {
    outside.reference = report.ticket
    if let offered = locked.chained.handoffIn?.handoff, offered.state == .offered {
      try locked.chained.accept(offered.id, by: locked.chained.desk.system, &moment)
    }
    try tx.wake(.outside(OutsideLaneID(outside.ticket.uuid)))
  }

  /// The status that it has come to there; nil where it is the one that was heard or written last.
  private func status(of outside: OutsideTicket) throws -> MappedStatus? {
    guard let native = report.status, native != outside.status else { return nil }
    guard let mapped = mapping.status(native) else { throw ReportRefusal.unmapped(status: native) }
    return mapped
  }

  func author(_ person: ReportedPerson?) -> Author {
    let person = person ?? report.person
    return Author(
      kind: person?.isAgent == false ? .requester : .agent, name: person?.name ?? standIn.name, desk: standIn.name,
      role: person?.isAgent == false ? "requester" : "agent", ref: person?.id)
  }
}

/// Tickets that are new here.
extension Hearing {
  private func open(_ moment: inout Moment) throws -> ReportRefusal? {
    guard mapping.takesNew, !report.isGone, report.subject != nil, let partnership = standIn.partnership else {
      return .unmatched
    }
    let desk = try tx.existingDesk()
    var status: Status?
    if let native = report.status {
      guard let mapped = mapping.status(native) else { return .unmapped(status: native) }
      // What is over there already needs nobody here.
      guard !mapped.category.isEnded else { return .unmatched }
      status = desk.statuses.statuses.first { $0.name == mapped.name && $0.category == mapped.category }
    }
    let draft = TicketDraft(
      subject: Fitting.line(report.subject ?? "", Limits.subjectBytes),
      description: Fitting.text(report.description ?? "", Limits.descriptionBytes),
      type: mapping.type(report.type), priority: report.priority.flatMap { mapping.readsPriority[$0] }, status: status,
      requester: try requester(&moment))
    let ticket = Ticket(
      opening: draft, id: moment.newID(), number: try tx.nextTicketNumber(), origin: .connection,
      statuses: desk.statuses, at: moment.now)
    let chained = ChainedTicket(opened: ticket, at: desk, by: author(report.requester), &moment)
    try tx.saveNew(chained, &moment)
    try tx.put(
      OutsideTicket(ticket: ticket.id, reference: report.ticket, status: report.status, heardAt: report.at))
    var locked = try tx.existing(ticket.id)
    let spoken = try hearConversation(report.comments.filter { $0.isOpening != true }, &locked, &moment)
    try tx.save(locked, &moment)
    try keep(spoken, of: ticket.id, &moment)
    let standIn = Actor(
      tenant: tx.tenant, agent: AgentID(standIn.connection.uuid), name: author(nil).name, role: .admin)
    _ = try OfferHandoff(ticket.id, to: partnership).perform(by: standIn, in: tx, &moment)
    return nil
  }

  private func requester(_ moment: inout Moment) throws -> RequesterID? {
    guard let person = report.requester ?? report.person else { return nil }
    let email = person.email.flatMap { EmailAddress($0) }
    if let email, let known = try tx.requester(email: email) { return known.id }
    let requester = Requester(
      id: moment.newID(), email: email, name: Fitting.line(person.name, Limits.nameBytes), createdAt: moment.now)
    try tx.put(requester)
    return requester.id
  }
}

/// What people wrote there.
extension Hearing {
  /// What is to be noted once the ticket is saved.
  enum Spoken {
    case item(OutsideItem.Kind, String, EventID)
    case file(ReportedFile, EventID)
  }

  func hearConversation(
    _ comments: [ReportedComment], _ locked: inout LockedTicket, _ moment: inout Moment
  ) throws -> [Spoken] {
    var spoken: [Spoken] = []
    for comment in comments {
      if let item = try tx.outsideItem(.comment, external: comment.id) {
        try hear(comment, again: item, &locked, &moment)
      } else if let marker = comment.marker, let event = EventID(marker) {
        spoken.append(.item(.comment, comment.id, event))
      } else if !comment.isOwn, !comment.isDeleted {
        let event: EventID = moment.newID()
        spoken.append(.item(.comment, comment.id, event))
        guard let audience = mapping.hears.heard(isPublic: comment.isPublic) else { continue }
        add(comment, audience, event, &locked, &moment)
      }
    }
    for file in report.files where try tx.outsideItem(.file, external: file.id) == nil {
      guard mapping.hears.heard(isPublic: file.isPublic) != nil else { continue }
      spoken.append(.file(file, moment.newID()))
    }
    return spoken
  }

  private func add(
    _ said: ReportedComment, _ audience: SharedAudience, _ event: EventID, _ locked: inout LockedTicket,
    _ moment: inout Moment
  ) {
    let author = author(said.author)
    let comment = Comment(
      id: moment.newID(), ticket: locked.chained.ticket.id, event: event,
      body: Fitting.text(said.body, Limits.commentBytes), format: said.format, audience: audience.audience,
      author: author, origin: .connection, createdAt: moment.now)
    guard !comment.body.isEmpty else { return }
    locked.chained.add(comment, .here(author, origin: .connection), &moment)
    moment.goOn()
  }

  /// A comment that is known: it may have been changed, or deleted, since.
  private func hear(
    _ said: ReportedComment, again item: OutsideItem, _ locked: inout LockedTicket, _ moment: inout Moment
  ) throws {
    guard var comment = try tx.comment(event: item.event, on: item.ticket), comment.origin == .connection,
      !comment.isRetracted
    else { return }
    let provenance = Provenance.here(author(said.author), origin: .connection)
    let wentTo = try tx.crossings(of: item.event)
    let body = Fitting.text(said.body, Limits.commentBytes)
    if said.isDeleted {
      comment.retract(at: moment.now)
      locked.chained.retract(comment, wentTo: wentTo, provenance, &moment)
    } else if body != comment.body, !body.isEmpty {
      do throws(CommentRefusal) { try comment.edit(body: body, at: moment.now) } catch { return }
      locked.chained.edit(comment, wentTo: wentTo, provenance, &moment)
    }
  }

  func keep(_ spoken: [Spoken], of ticket: TicketID, _ moment: inout Moment) throws {
    for thing in spoken {
      switch thing {
      case .item(let kind, let external, let event):
        try tx.put(OutsideItem(kind: kind, external: external, ticket: ticket, event: event))
      case .file(let file, let event):
        try tx.put(OutsideItem(kind: .file, external: file.id, ticket: ticket, event: event))
        try fetch(file, event, of: ticket, &moment)
      }
    }
  }

  /// Puts a file's fetching on its way, in a lane of its own: one that cannot be had keeps nothing else waiting.
  private func fetch(
    _ file: ReportedFile, _ event: EventID, of ticket: TicketID, _ moment: inout Moment
  ) throws {
    guard let partnership = standIn.partnership else { return }
    let author = author(file.author)
    let message = OutsideMessage(
      event: event, at: moment.now,
      author: WireAuthor(
        ref: author.ref ?? "", name: author.name, kind: author.kind, role: author.role, desk: author.desk),
      content: .fetch(String(decoding: try file.jsonBytes, as: UTF8.self)))
    try tx.enqueue(
      Delivery(
        id: moment.newID(), direction: .out, partnership: partnership, lane: .outside(OutsideLaneID(event.uuid)),
        ticket: ticket, epoch: 1, seq: 1, event: event, kind: message.kind, state: .waiting, createdAt: moment.now,
        wireBytes: try message.jsonBytes))
  }
}

/// How it stands there.
extension Hearing {
  private func prioritise(_ chained: inout ChainedTicket, _ moment: inout Moment) throws {
    guard let priority = report.priority.flatMap({ mapping.readsPriority[$0] }), priority != chained.ticket.priority,
      let below = chained.handoffOut, below.handoff.state.isOpen
    else { return }
    try chained.change(
      below.handoff.id, deadlines: nil, priority: PriorityNote(priority: priority, reason: nil), by: author(nil),
      &moment)
  }

  /// What a person did there with the status, as the move of a handoff that it is.
  private func move(
    _ chained: inout ChainedTicket, to heard: MappedStatus, _ moment: inout Moment
  ) throws {
    let author = author(nil)
    let statuses = chained.desk.statuses
    let status =
      statuses.statuses.first { $0.name == heard.name && $0.category == heard.category }
      ?? statuses.first(heard.category)
    if let above = chained.handoffIn, above.handoff.state.isOpen {
      return try moveAsDelegate(&chained, above.handoff, to: status, author, &moment)
    }
    if let below = chained.handoffOut, below.handoff.state.isOpen {
      return try moveAsDelegator(&chained, below.handoff, to: status, author, &moment)
    }
    try chained.set(status: status, by: author, &moment)
  }

  private func moveAsDelegate(
    _ chained: inout ChainedTicket, _ handoff: Handoff, to status: Status, _ author: Author, _ moment: inout Moment
  ) throws {
    let said = Fitting.text(
      try report.resolution ?? report.comments.last { $0.isPublic }?.body ?? lastWords(on: chained.ticket.id),
      Limits.resolutionBytes)
    switch (handoff.state, status.category) {
    case (.offered, .cancelled): try chained.decline(handoff.id, reason: said, by: author, &moment)
    case (.offered, .new): return
    case (.offered, _):
      try chained.accept(handoff.id, by: author, &moment)
      guard let accepted = chained.leg(handoff.id)?.handoff else { return }
      try moveAsDelegate(&chained, accepted, to: status, author, &moment)
    case (.accepted, .cancelled): try chained.return(handoff.id, reason: said, by: author, &moment)
    case (.accepted, .resolved), (.accepted, .closed):
      try chained.complete(
        handoff.id, Completion(resolution: Resolution(code: .fixed, text: said)), by: author, &moment)
    case (.accepted, _): try chained.set(status: status, by: author, &moment)
    case (.completed, let category):
      if !category.isEnded { throw ReportRefusal.reopenedTooEarly }
    case (.confirmed, _), (.declined, _), (.withdrawn, _), (.recalled, _), (.returned, _): return
    }
  }

  /// What their people said last, where a move comes with no words of its own: it is why they made it.
  private func lastWords(on ticket: TicketID) throws -> String {
    let latest = try tx.comments(on: ticket, before: nil, limit: 10).items
    let words = latest.filter {
      $0.audience == .public && $0.origin == .connection && $0.author.kind == .agent && !$0.isRetracted
    }
    return words.max { $0.createdAt < $1.createdAt }?.body ?? ""
  }

  private func moveAsDelegator(
    _ chained: inout ChainedTicket, _ handoff: Handoff, to status: Status, _ author: Author, _ moment: inout Moment
  ) throws {
    let said = Fitting.text(
      try report.comments.last { $0.isPublic }?.body ?? lastWords(on: chained.ticket.id), Limits.reasonBytes)
    switch (handoff.state, status.category.isEnded) {
    case (.offered, _): try chained.set(status: status, by: author, &moment)
    case (.accepted, true):
      try chained.recall(handoff.id, reason: said, then: status, by: author, &moment)
    // Who does not hold the ticket moves no status of it: what they see there is put right by the holder's next one.
    case (.accepted, false): return
    case (.completed, true):
      if status.category == .cancelled {
        try chained.recall(handoff.id, reason: said, then: status, by: author, &moment)
      } else if status.category == .closed {
        try chained.confirm(handoff.id, by: author, &moment)
      }
    case (.completed, false): try chained.rework(handoff.id, reason: said, by: author, &moment)
    case (.confirmed, _), (.declined, _), (.withdrawn, _), (.recalled, _), (.returned, _): return
    }
  }
}

/// What comes from outside, made to fit what is kept here: nothing of it is refused for its length.
enum Fitting {
  static func line(_ text: String, _ limit: Int) -> String {
    var line = ""
    var length = 0
    for scalar in text.unicodeScalars {
      let shown: Unicode.Scalar = TextRule.breaksOrTurnsALine(scalar) ? " " : scalar
      length += UTF8.width(shown)
      guard length <= limit else { break }
      line.unicodeScalars.append(shown)
    }
    let trimmed = line.trimmingCharacters(in: .whitespaces)
    return trimmed.isEmpty ? "—" : trimmed
  }

  static func text(_ text: String, _ limit: Int) -> String {
    var kept = ""
    var length = 0
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      defer { isAfterReturn = scalar == "\r" }
      if scalar == "\n", isAfterReturn { continue }
      let shown: Unicode.Scalar = scalar == "\r" ? "\n" : scalar
      guard shown == "\n" || shown == "\t" || !TextRule.isControl(shown) else { continue }
      length += UTF8.width(shown)
      guard length <= limit else { break }
      kept.unicodeScalars.append(shown)
    }
    return kept
  }
}
