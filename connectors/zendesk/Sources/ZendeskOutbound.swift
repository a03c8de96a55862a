import ConnectorKit
import Federation
import Foundation
import StrictJSON
import Ticketing

/// What Zendesk is told. A ticket carries the hub's mark as its external id, and every update carries it in its audit: by them
/// the hub finds what it did although the answer was lost.
struct ZendeskOutbound {
  private let settings: ZendeskSettings
  private let desk: JSONConversation

  init(_ settings: ZendeskSettings, _ desk: JSONConversation) {
    self.settings = settings
    self.desk = desk
  }

  private var wasTried: Bool { desk.exchange.earlierTries > 0 }

  func carry(_ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    if case .open(let ticket) = change.content { return try make(body(ticket, change.marker), change.marker, from: 0) }
    guard let id = change.ticket?.id, !id.isEmpty else { throw .permanent(.notFound) }
    switch change.content {
    case .open: throw .permanent(.unintelligible)
    case .comment(let comment):
      return try say(["body": .string(comment.signedBody), "public": .bool(comment.isPublic)], on: id, change, from: 0)
    case .file(let file): return try attach(file, to: id, change)
    case .status(let status): return try set(status, on: id, change)
    case .priority(let priority):
      return try update(["priority": .string(priority)], of: id, change, from: 0) { _ in Receipt() }
    case .edit, .retract: throw .permanent(.unsupported("changing what was said"))
    }
  }

  private func path(_ id: String) -> [String] { ["api", "v2", "tickets", "\(id).json"] }
}

/// New tickets.
extension ZendeskOutbound {
  private func body(_ ticket: NewTicket, _ marker: String) -> JSONObject {
    var description = ticket.description.isEmpty ? ticket.subject : ticket.description
    if let requester = ticket.requester?.name, !requester.isEmpty { description += "\n\nReported by \(requester)." }
    var body: JSONObject = [
      "subject": .string(ticket.subject), "comment": ["body": .string(description)], "external_id": .string(marker),
    ]
    if let priority = ticket.priority { body.append("priority", .string(priority)) }
    if let type = ticket.type { body.append("type", .string(type)) }
    add(ticket.fields, to: &body)
    return body
  }

  /// Fields of the account's own are known by their numbers.
  private func add(_ fields: [String: String], to body: inout JSONObject) {
    var own: [JSONValue] = []
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
      if let number = Int64(key) {
        own.append(["id": .number(.init(number)), "value": .string(value)])
      } else if key.hasSuffix("_id"), key != "external_id", let number = Int64(value) {
        body.set(key, to: .number(.init(number)))
      } else {
        body.set(key, to: .string(value))
      }
    }
    if !own.isEmpty { body.set("custom_fields", to: .array(own)) }
  }

  /// A ticket that was made by an earlier try is known by its external id.
  private func make(
    _ body: JSONObject, _ marker: String, from start: Int
  ) throws(DeliveryFailure) -> Step<Receipt> {
    var place = start
    if wasTried {
      guard let found = try desk.answer(place) else {
        return try desk.ask(.get, ["api", "v2", "tickets.json"], query: [("external_id", marker)])
      }
      let same = found["tickets"]?.array?.first { $0["external_id"]?.string == marker }
      if let receipt = receipt(same) { return .done(receipt) }
      place += 1
    }
    guard let made = try judged(place) else {
      var body = body
      if !settings.tag.isEmpty { body.set("tags", to: [.string(settings.tag)]) }
      return try desk.ask(.post, ["api", "v2", "tickets.json"], body: ["ticket": .object(body)])
    }
    guard let receipt = receipt(made["ticket"]) else { throw .permanent(.unintelligible) }
    return .done(receipt)
  }

  private func receipt(_ ticket: JSONValue?) -> Receipt? {
    guard let ticket, let id = ZendeskSettings.id(ticket["id"]) else { return nil }
    return Receipt(ticket: settings.reference(id), status: settings.status(ticket))
  }
}

/// Updates.
extension ZendeskOutbound {
  /// The answer, once what 422 means is told apart.
  private func judged(_ place: Int) throws(DeliveryFailure) -> JSONValue? {
    if let answer = desk.raw(place), answer.status == 422 { throw Self.refusal(answer) }
    return try desk.answer(place)
  }

  /// A ticket that is closed, a field that is demanded, a file that is too large, or something else that will not do.
  private static func refusal(_ answer: EgressAnswer) -> DeliveryFailure {
    guard let value = try? JSONReader.read(answer.body) else { return .permanent(.refused(status: 422)) }
    let details = value["details"]?.object?.members.flatMap { $0.value.array ?? [] } ?? []
    let sentences = details.compactMap { $0["description"]?.string }
    if details.contains(where: { $0["error"]?.string == "ClosedTicket" })
      || sentences.contains(where: { $0.contains("closed prevents ticket update") })
    {
      return .permanent(.closed)
    }
    let demanded = details.filter { detail in
      let sentence = detail["description"]?.string ?? ""
      return detail["error"]?.string == "BlankValue" || sentence.contains("required") || sentence.contains("blank")
        || sentence.contains("needed to solve")
    }
    if !demanded.isEmpty {
      return .permanent(.lacking(fields: demanded.prefix(20).compactMap { $0["description"]?.string }))
    }
    let whole = ([value["error"]?.string, value["description"]?.string].compactMap { $0 } + sentences).joined(
      separator: " "
    ).lowercased()
    if whole.contains("too big") || whole.contains("too large") || whole.contains("toobig") {
      return .permanent(.tooLarge(limitInBytes: nil))
    }
    return .permanent(.refused(status: 422))
  }

  private func update(
    _ fields: JSONObject, of id: String, _ change: Change, from start: Int, _ receipt: (JSONValue) -> Receipt
  ) throws(DeliveryFailure) -> Step<Receipt> {
    guard let answer = try judged(start) else {
      var fields = fields
      fields.append("metadata", [ZendeskSettings.mark: .string(change.marker)])
      return try desk.ask(.put, path(id), body: ["ticket": .object(fields)])
    }
    return .done(receipt(answer))
  }

  private func say(
    _ comment: JSONObject, on id: String, _ change: Change, from start: Int
  ) throws(DeliveryFailure) -> Step<Receipt> {
    var place = start
    if wasTried {
      guard let audits = try desk.answer(place) else { return try askForAudits(of: id) }
      if let receipt = Self.own(change.marker, among: audits) { return .done(receipt) }
      place += 1
    }
    do throws(DeliveryFailure) {
      return try update(["comment": .object(comment)], of: id, change, from: place) { answer in
        Receipt(item: Self.comment(answer["audit"]), status: answer["ticket"].flatMap(settings.status))
      }
    } catch {
      guard error == .permanent(.closed), settings.followsUp, let number = Int64(id) else { throw error }
      let body: JSONObject = [
        "via_followup_source_id": .number(.init(number)), "comment": .object(comment),
        "external_id": .string(change.marker),
      ]
      return try make(body, change.marker, from: place + 1)
    }
  }

  private func askForAudits(of id: String) throws(DeliveryFailure) -> Step<Receipt> {
    try desk.ask(
      .get, ["api", "v2", "tickets", id, "audits.json"], query: [("page[size]", "100"), ("sort", "-created_at")],
      whole: 16_777_216)
  }

  /// What an earlier try did, by the mark that it left.
  private static func own(_ marker: String, among answer: JSONValue) -> Receipt? {
    let audit = answer["audits"]?.array?.first { $0["metadata"]?["custom"]?[ZendeskSettings.mark]?.string == marker }
    return audit.map { Receipt(item: comment($0)) }
  }

  private static func comment(_ audit: JSONValue?) -> String? {
    ZendeskSettings.id(audit?["events"]?.array?.first { $0["type"]?.string == "Comment" }?["id"])
  }

  /// Uploads the file, then says that it is there.
  private func attach(_ file: OutwardFile, to id: String, _ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    var place = 0
    if wasTried {
      guard let audits = try desk.answer(0) else { return try askForAudits(of: id) }
      if let receipt = Self.own(change.marker, among: audits) { return .done(receipt) }
      place = 1
    }
    guard let uploaded = try judged(place) else {
      return try desk.send(
        .post, ["api", "v2", "uploads.json"], query: [("filename", file.name)], type: file.type,
        body: .file(file.content))
    }
    guard let token = ZendeskSettings.text(uploaded["upload"]?["token"]) else { throw .permanent(.unintelligible) }
    let item = ZendeskSettings.id(uploaded["upload"]?["attachment"]?["id"])
    let author = change.author.name.isEmpty ? change.author.desk : change.author.name
    let comment: JSONObject = [
      "body": .string(author.isEmpty ? file.name : "\(author): \(file.name)"), "public": .bool(file.isPublic),
      "uploads": [.string(token)],
    ]
    return try update(["comment": .object(comment)], of: id, change, from: place + 1) { _ in Receipt(item: item) }
  }

  /// Sets a status unless somebody has changed the ticket since it was looked at. What was done is said to people there, who
  /// have no field for it.
  private func set(_ status: OutwardStatus, on id: String, _ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    guard let looked = try desk.answer(0) else { return try desk.ask(.get, path(id)) }
    guard let ticket = looked["ticket"], ZendeskSettings.id(ticket["id"]) != nil else {
      throw .permanent(.unintelligible)
    }
    let now = settings.status(ticket)
    if now == status.status { return .done(Receipt(status: now)) }
    if now == "closed" { throw .permanent(.closed) }
    var fields: JSONObject = [:]
    if let own = Int64(status.status) {
      fields.append("custom_status_id", .number(.init(own)))
    } else {
      fields.append("status", .string(status.status))
    }
    if let stamp = ZendeskSettings.text(ticket["updated_at"]) {
      fields.append("safe_update", true)
      fields.append("updated_stamp", .string(stamp))
    }
    if let text = status.resolution?.text, !text.isEmpty {
      fields.append("comment", ["body": .string(text), "public": true])
    }
    add(status.fields, to: &fields)
    return try update(fields, of: id, change, from: 1) { answer in
      Receipt(status: answer["ticket"].flatMap(settings.status) ?? status.status)
    }
  }
}
