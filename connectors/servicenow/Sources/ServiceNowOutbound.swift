import ConnectorKit
import Federation
import Foundation
import StrictJSON
import Ticketing

/// What ServiceNow is told. A record carries the hub's mark in `correlation_id`; a journal's entry has no place for one, so
/// that where an answer was lost, the entries of the hub's own user are read first.
struct ServiceNowOutbound {
  private let settings: ServiceNowSettings
  private let desk: JSONConversation

  /// How far its clock may be from ours when own entries are looked for.
  private static let skew = 300.0
  private static let shown = "sys_id,number,state,hold_reason,active"

  init(_ settings: ServiceNowSettings, _ desk: JSONConversation) {
    self.settings = settings
    self.desk = desk
  }

  private var wasTried: Bool { desk.exchange.earlierTries > 0 }

  func carry(_ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    if case .open(let ticket) = change.content { return try open(ticket, marker: change.marker) }
    guard let id = change.ticket?.id, !id.isEmpty else { throw .permanent(.notFound) }
    switch change.content {
    case .open: throw .permanent(.unintelligible)
    case .comment(let comment): return try say(comment, on: id, change)
    case .file(let file): return try attach(file, to: id, change)
    case .status(let status): return try set(status, on: id, from: change.status)
    case .priority(let priority):
      guard let level = settings.levels[priority] else { throw .permanent(.unmapped("priority \(priority)")) }
      return try write(["impact": .string(level.impact), "urgency": .string(level.urgency)], on: id, from: 0) {
        _, _ in .done(Receipt())
      }
    case .edit, .retract: throw .permanent(.unsupported("changing what was said"))
    }
  }

  /// A record that was made by an earlier try is known by its mark.
  private func open(_ ticket: NewTicket, marker: String) throws(DeliveryFailure) -> Step<Receipt> {
    var next = 0
    if wasTried {
      guard let found = try desk.answer(0) else {
        return try desk.ask(
          .get, table,
          query: [
            ("sysparm_query", "correlation_id=\(ServiceNowSettings.quoted(marker))"), ("sysparm_fields", Self.shown),
            ("sysparm_limit", "1"),
          ])
      }
      if let record = found["result"]?.array?.first, let receipt = receipt(record) { return .done(receipt) }
      next = 1
    }
    guard let made = try desk.answer(next) else {
      return try desk.ask(.post, table, query: [("sysparm_fields", Self.shown)], body: body(ticket, marker))
    }
    guard let receipt = receipt(made["result"]) else { throw .permanent(.unintelligible) }
    return .done(receipt)
  }

  private func body(_ ticket: NewTicket, _ marker: String) throws(DeliveryFailure) -> JSONObject {
    var description = ticket.description
    if let requester = ticket.requester?.name, !requester.isEmpty { description += "\n\nReported by \(requester)." }
    var body: JSONObject = [
      "short_description": .string(ticket.subject), "description": .string(description),
      "correlation_id": .string(marker), "correlation_display": .string("Baton \(ticket.number)"),
    ]
    if let level = ticket.priority.flatMap({ settings.levels[$0] }) {
      body.append("impact", .string(level.impact))
      body.append("urgency", .string(level.urgency))
    }
    for (key, value) in ticket.fields.sorted(by: { $0.key < $1.key }) { body.set(key, to: .string(value)) }
    return body
  }

  private var table: [String] { ["api", "now", "table", settings.table] }

  private func receipt(_ record: JSONValue?) -> Receipt? {
    guard let id = ServiceNowField.filled(record?["sys_id"]) else { return nil }
    return Receipt(
      ticket: ExternalReference(id: id, number: ServiceNowField.filled(record?["number"]), url: settings.page(of: id)),
      status: status(of: record))
  }

  private func status(of record: JSONValue?) -> String? {
    ServiceNowField.filled(record?["state"]).map {
      ServiceNowVocabulary.status($0, holdReason: ServiceNowField.text(record?["hold_reason"]) ?? "")
    }
  }
}

/// Writing on a record.
extension ServiceNowOutbound {
  /// Changes a record, and goes on with what it has become.
  ///
  /// - Parameter start: the place of the first answer.
  private func write(
    _ fields: JSONObject, on id: String, from start: Int,
    _ next: (JSONValue, Int) throws(DeliveryFailure) -> Step<Receipt>
  ) throws(DeliveryFailure) -> Step<Receipt> {
    if let step = try refused(start, id) { return step }
    guard let written = try desk.answer(start) else {
      return try desk.ask(.patch, table + [id], query: [("sysparm_fields", Self.shown)], body: fields)
    }
    return try next(written["result"] ?? .null, start + 1)
  }

  /// What 403 means: a field that a data policy demands, a record that is closed, or rights that do not reach.
  private func refused(_ place: Int, _ id: String) throws(DeliveryFailure) -> Step<Receipt>? {
    guard let answer = desk.raw(place), answer.status == 403 else { return nil }
    let error = (try? JSONReader.read(answer.body))?["error"]
    let words = [error?["message"], error?["detail"]].compactMap { $0?.string }.joined(separator: " ")
    if words.contains("Data Policy Exception") {
      let fields = words.split(separator: ":").last.map {
        $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      }
      throw .permanent(.lacking(fields: Array((fields ?? []).prefix(20))))
    }
    guard let looked = try desk.answer(place + 1) else {
      return try desk.ask(.get, table + [id], query: [("sysparm_fields", Self.shown)])
    }
    let isClosed = ServiceNowField.text(looked["result"]?["active"]) == "false"
    throw .permanent(isClosed ? .closed : .notAuthorised)
  }

  private func say(
    _ comment: OutwardComment, on id: String, _ change: Change
  ) throws(DeliveryFailure) -> Step<Receipt> {
    let element = comment.isPublic ? "comments" : "work_notes"
    var place = 0
    if wasTried {
      guard let last = try desk.answer(0) else { return try askForOwnEntries(element, id, change) }
      if let item = Self.entry(comment.signedBody, among: last) { return .done(Receipt(item: item)) }
      place = 1
    }
    return try write([element: .string(comment.signedBody)], on: id, from: place) {
      record, next throws(DeliveryFailure) in
      guard let answer = desk.raw(next) else { return try askForOwnEntries(element, id, change) }
      // It is written, whether or not its entry may be read.
      let entries = (200..<300).contains(answer.status) ? (try? JSONReader.read(answer.body)) ?? .null : .null
      return .done(Receipt(item: Self.entry(comment.signedBody, among: entries), status: status(of: record)))
    }
  }

  private func askForOwnEntries(
    _ element: String, _ id: String, _ change: Change
  ) throws(DeliveryFailure) -> Step<Receipt> {
    let since = ServiceNowSettings.time(change.at.addingTimeInterval(-Self.skew))
    let user = ServiceNowSettings.quoted(settings.user)
    return try desk.ask(
      .get, ["api", "now", "table", "sys_journal_field"],
      query: [
        (
          "sysparm_query",
          "element_id=\(ServiceNowSettings.quoted(id))^element=\(element)^sys_created_by=\(user)^sys_created_on>=\(since)^ORDERBYDESCsys_created_on"
        ), ("sysparm_fields", "sys_id,value"), ("sysparm_limit", "20"),
      ], whole: 8_388_608)
  }

  private static func entry(_ text: String, among answer: JSONValue) -> String? {
    func bare(_ text: String) -> String {
      text.replacingOccurrences(of: "\r", with: "").trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let found = answer["result"]?.array?.first { bare(ServiceNowField.text($0["value"]) ?? "") == bare(text) }
    return ServiceNowField.filled(found?["sys_id"])
  }

  private func attach(_ file: OutwardFile, to id: String, _ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    var place = 0
    if wasTried {
      guard let found = try desk.answer(0) else { return try askForOwnFiles(file, id, change) }
      let same = found["result"]?.array?.first { ServiceNowField.text($0["size_bytes"]) == String(file.content.count) }
      if let item = ServiceNowField.filled(same?["sys_id"]) { return .done(Receipt(item: item)) }
      place = 1
    }
    if let step = try refused(place, id) { return step }
    guard let made = try desk.answer(place) else {
      return try desk.send(
        .post, ["api", "now", "attachment", "file"],
        query: [("table_name", settings.table), ("table_sys_id", id), ("file_name", file.name)], type: file.type,
        body: .file(file.content))
    }
    return .done(Receipt(item: ServiceNowField.filled(made["result"]?["sys_id"])))
  }

  private func askForOwnFiles(
    _ file: OutwardFile, _ id: String, _ change: Change
  ) throws(DeliveryFailure) -> Step<Receipt> {
    let since = ServiceNowSettings.time(change.at.addingTimeInterval(-Self.skew))
    let (name, user) = (ServiceNowSettings.quoted(file.name), ServiceNowSettings.quoted(settings.user))
    return try desk.ask(
      .get, ["api", "now", "attachment"],
      query: [
        (
          "sysparm_query",
          "table_sys_id=\(ServiceNowSettings.quoted(id))^file_name=\(name)^sys_created_by=\(user)^sys_created_on>=\(since)"
        ), ("sysparm_limit", "20"),
      ])
  }

  /// Sets state and reason with what is demanded for them. ServiceNow's forms demand more than its interface does: what the
  /// vocabulary names is not left out.
  private func set(
    _ status: OutwardStatus, on id: String, from now: String?
  ) throws(DeliveryFailure) -> Step<Receipt> {
    let parts = status.status.split(separator: "/", maxSplits: 1).map(String.init)
    guard let state = parts.first else { throw .permanent(.unmapped("status")) }
    var fields = status.fields
    if fields["close_notes", default: ""].isEmpty, state == "6" || state == "7", let text = status.resolution?.text {
      fields["close_notes"] = text
    }
    let lacking = ServiceNowVocabulary.needs(status.status).filter { fields[$0, default: ""].isEmpty }
    guard lacking.isEmpty else { throw .permanent(.lacking(fields: lacking)) }
    var body: JSONObject = ["state": .string(state)]
    if parts.count > 1 { body.append("hold_reason", .string(parts[1])) }
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) { body.set(key, to: .string(value)) }
    var place = 0
    if wasTried {
      // A comment that goes along would be there twice.
      guard let looked = try desk.answer(0) else {
        return try desk.ask(.get, table + [id], query: [("sysparm_fields", Self.shown)])
      }
      if self.status(of: looked["result"]) == status.status { return .done(Receipt(status: status.status)) }
      place = 1
    }
    return try write(body, on: id, from: place) { record, _ throws(DeliveryFailure) in
      let became = self.status(of: record)
      if let became, became.prefix(while: { $0 != "/" }) != state {
        throw .permanent(.noTransition(from: now, to: status.status, offered: [became]))
      }
      return .done(Receipt(status: became ?? status.status))
    }
  }
}
