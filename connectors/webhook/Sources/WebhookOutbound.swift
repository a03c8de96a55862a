import ConnectorKit
import Federation
import Foundation
import JSONPath
import StrictJSON
import Ticketing

/// What a desk is told: by the requests that its admin has written down.
struct WebhookOutbound {
  private let settings: WebhookSettings
  private let exchange: Exchange

  init(_ settings: WebhookSettings, _ exchange: Exchange) {
    self.settings = settings
    self.exchange = exchange
  }

  func carry(_ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    var values = SupplyValues()
    values["marker"] = change.marker
    values["time"] = RFC3339.text(change.at)
    values["author.name"] = change.author.name
    values["author.desk"] = change.author.desk
    if case .open(let ticket) = change.content { return try open(ticket, values) }
    guard let ticket = change.ticket else { throw .permanent(.notFound) }
    values["ticket.id"] = ticket.id
    values["ticket.number"] = ticket.number
    values["ticket.status"] = change.status
    switch change.content {
    case .open: throw .permanent(.unintelligible)
    case .comment(let comment):
      return try make(comment.isPublic ? .comment : .privateComment, values.with(comment))
    case .edit(let item, let comment):
      values["item.id"] = item
      // What cannot be changed there is said anew.
      guard settings.requests[WebhookRequest.edit.rawValue] != nil else {
        return try make(comment.isPublic ? .comment : .privateComment, values.with(comment))
      }
      return try tell(.edit, values.with(comment))
    case .retract(let item):
      values["item.id"] = item
      return try tell(.retract, values)
    case .file(let file):
      values["file.name"] = file.name
      values["file.type"] = file.type
      values["file.public"] = file.isPublic ? "true" : "false"
      return try make(.file, values, .file(file.content))
    case .status(let status):
      values["status"] = status.status
      values.set(status.resolution)
      for (field, value) in status.fields { values["field.\(field)"] = value }
      return try tell(.status, values)
    case .priority(let priority):
      values["priority"] = priority
      return try tell(.priority, values)
    }
  }

  /// A ticket that an earlier try has made is looked for, where there is a request that looks.
  private func open(_ ticket: NewTicket, _ given: SupplyValues) throws(DeliveryFailure) -> Step<Receipt> {
    var values = given
    values["hub.number"] = String(ticket.number)
    values["subject"] = ticket.subject
    values["description"] = ticket.description
    values["priority"] = ticket.priority
    values["type"] = ticket.type
    values["requester.name"] = ticket.requester?.name
    values["requester.phone"] = ticket.requester?.phone
    for (field, value) in ticket.fields { values["field.\(field)"] = value }
    guard settings.requests[WebhookRequest.open.rawValue] != nil else {
      throw .permanent(.unsupported("a new ticket: no request for it is written down"))
    }
    var place = 0
    if exchange.earlierTries > 0, settings.requests[WebhookRequest.findTicket.rawValue] != nil {
      guard let found = try answer(0, mayBeAbsent: true) else { return try ask(.findTicket, values) }
      if let id = try text("found_ticket_id", in: found) { return .done(Receipt(ticket: ExternalReference(id: id))) }
      place = 1
    }
    guard let made = try answer(place) else { return try ask(.open, values) }
    guard let id = try text("made_ticket_id", in: made) else { throw .permanent(.unintelligible) }
    let url = try text("made_ticket_url", in: made).flatMap { $0.hasPrefix("http") ? $0 : nil }
    return .done(
      Receipt(ticket: ExternalReference(id: id, number: try text("made_ticket_number", in: made), url: url)))
  }

  /// Makes a comment or a file; one that an earlier try has made is looked for.
  private func make(
    _ request: WebhookRequest, _ values: SupplyValues, _ content: EgressPart.Content? = nil
  ) throws(DeliveryFailure) -> Step<Receipt> {
    guard settings.requests[request.rawValue] != nil else { return .done(Receipt(omitted: [.kind(.unwritten)])) }
    var place = 0
    if exchange.earlierTries > 0, settings.requests[WebhookRequest.findItem.rawValue] != nil {
      guard let found = try answer(0, mayBeAbsent: true) else { return try ask(.findItem, values) }
      if let id = try text("found_item_id", in: found) { return .done(Receipt(item: id)) }
      place = 1
    }
    guard let made = try answer(place, isRead: settings.paths["made_item_id"] != nil) else {
      return try ask(request, values, content)
    }
    return .done(Receipt(item: try text("made_item_id", in: made)))
  }

  /// Tells what may be told twice.
  private func tell(_ request: WebhookRequest, _ values: SupplyValues) throws(DeliveryFailure) -> Step<Receipt> {
    guard settings.requests[request.rawValue] != nil else { return .done(Receipt(omitted: [.kind(.unwritten)])) }
    guard try answer(0, isRead: false) != nil else { return try ask(request, values) }
    return .done(Receipt())
  }

  func test() throws(DeliveryFailure) -> Step<TestResult> {
    guard settings.requests[WebhookRequest.test.rawValue] != nil else { return .done(TestResult(account: nil)) }
    var values = SupplyValues()
    values["time"] = RFC3339.text(exchange.now)
    guard try answer(0, isRead: false) != nil else { return try ask(.test, values) }
    return .done(TestResult(account: nil))
  }

  /// The secret is shown to the desk itself and to nobody else.
  func fetch(_ file: ReportedFile) throws(DeliveryFailure) -> Step<[UInt8]> {
    if let answer = exchange.answers.first {
      if let failure = DeliveryFailure(answer, at: exchange.now) { throw failure }
      return .done(answer.body)
    }
    let limit = file.size.map { max(0, $0) + 65_536 } ?? Limits.attachmentBytes
    return .ask(
      try asking { () throws(EgressFailure) in
        let isTheirs = !settings.base.isEmpty && file.location.hasPrefix("/") && !file.location.hasPrefix("//")
        let url = try EgressURL(isTheirs ? origin + file.location : file.location)
        let isOwn = !settings.base.isEmpty && "\(url)".hasPrefix(origin + "/")
        let signing = isOwn ? try signingHeaders() : []
        return EgressRequest(.get, url, headers: signing, answer: .whole(limit: min(limit, Limits.attachmentBytes)))
      })
  }

  /// Scheme, host and port of the desk.
  private var origin: String {
    let rest = settings.base.split(separator: "/", omittingEmptySubsequences: false)
    return rest.prefix(3).joined(separator: "/").lowercased()
  }

  /// Those headers of the request for a file that hold the secret: they are what opens its files too.
  private func signingHeaders() throws(EgressFailure) -> [EgressHeader] {
    let template = settings.requests[WebhookRequest.file.rawValue] ?? settings.requests[WebhookRequest.test.rawValue]
    return try template?.secretHeaders { secret($0) } ?? []
  }
}

/// Requests and answers.
extension WebhookOutbound {
  private func ask<Outcome>(
    _ request: WebhookRequest, _ values: SupplyValues, _ content: EgressPart.Content? = nil
  ) throws(DeliveryFailure) -> Step<Outcome> {
    guard let template = settings.requests[request.rawValue] else { throw .permanent(.unsupported(request.title)) }
    return .ask(
      try template.request(
        at: settings.base, file: content, answer: .whole(limit: JSONConversation.usualLimit), secret: secret, values))
  }

  private func secret(_ name: String) -> String? {
    switch name {
    case "token": settings.token.text
    case "basic": Data(settings.token.text.utf8).base64EncodedString()
    case _: nil
    }
  }

  /// The answer at a place; nil where it was not asked yet. Null where nobody is to read it.
  private func answer(
    _ place: Int, mayBeAbsent: Bool = false, isRead: Bool = true
  ) throws(DeliveryFailure) -> JSONValue? {
    guard exchange.answers.indices.contains(place) else { return nil }
    let answer = exchange.answers[place]
    if mayBeAbsent, answer.status == 404 { return .null }
    if let failure = DeliveryFailure(answer, at: exchange.now) {
      if let told = try? JSONReader.read(answer.body), try text("closed_when", in: told) != nil {
        throw .permanent(.closed)
      }
      throw failure
    }
    return isRead ? try JSONConversation.value(of: answer) : .null
  }

  private func text(_ setting: String, in answer: JSONValue) throws(DeliveryFailure) -> String? {
    guard let path = settings.paths[setting] else { return nil }
    do throws(QueryOverrun) {
      for node in try path.nodes(in: answer) {
        // Desks say −1 for none.
        let number = node.value.integer.flatMap { $0 < 0 ? nil : String($0) }
        let text = node.value.string ?? number ?? node.value.bool.map { "\($0)" }
        if let text, !text.isEmpty, text.utf8.count <= 500 { return text }
      }
      return nil
    } catch { throw .permanent(.unintelligible) }
  }
}

extension SupplyValues {
  fileprivate func with(_ comment: OutwardComment) -> SupplyValues {
    var values = self
    values["comment.body"] = comment.body
    values["comment.signed"] = comment.signedBody
    values["comment.public"] = comment.isPublic ? "true" : "false"
    values["comment.private"] = comment.isPublic ? "false" : "true"
    return values
  }
}

/// What would be sent, for who writes it down.
extension WebhookOutbound {
  static func examples(_ settings: WebhookSettings, at now: Date) -> [SampleReading.Written] {
    WebhookRequest.allCases.compactMap { request in
      guard let template = settings.requests[request.rawValue] else { return nil }
      let file = EgressPart.Content.bytes(Array("the file’s bytes".utf8))
      guard
        let sent = try? template.request(
          at: settings.base, file: request == .file ? file : nil, answer: .usual, secret: { _ in "***" },
          example(at: now))
      else { return nil }
      return SampleReading.Written(
        setting: request.rawValue, method: sent.method.rawValue, url: sent.url.description,
        headers: sent.headers.map(\.name), body: words(of: sent.body))
    }
  }

  private static func example(at now: Date) -> SupplyValues {
    var values = SupplyValues()
    let words = [
      "marker": "0197a000-0000-7000-8000-000000000001", "time": RFC3339.text(now), "author.name": "Ivan",
      "author.desk": "Fieldworks", "ticket.id": "4711", "ticket.number": "INC-4711", "ticket.status": "open",
      "item.id": "17", "hub.number": "1042", "subject": "Chiller 4 trips",
      "description": "It says “stop”.\nSince noon.",
      "priority": "high", "type": "incident", "requester.name": "Fleur Bakker", "requester.phone": "+31 6 1234",
      "comment.body": "We come at two.", "comment.signed": "Ivan (Fieldworks): We come at two.",
      "comment.public": "true", "comment.private": "false", "file.name": "meter.txt", "file.type": "text/plain",
      "file.public": "false", "status": "resolved", "resolution.text": "Replaced the switch.",
      "resolution.code": "fixed",
    ]
    for (name, value) in words { values[name] = value }
    return values
  }

  private static func words(of body: EgressBody) -> String {
    switch body {
    case .none: ""
    case .bytes(let bytes): String(decoding: bytes.prefix(4_096), as: UTF8.self)
    case .file(let file): "(\(file.count) bytes)"
    case .form(let parts): parts.map { "\($0.name): \($0.filename ?? words(of: $0.content))" }.joined(separator: "\n")
    }
  }

  private static func words(of content: EgressPart.Content) -> String {
    switch content {
    case .bytes(let bytes): String(decoding: bytes.prefix(1_024), as: UTF8.self)
    case .file(let file): "(\(file.count) bytes)"
    }
  }
}
