import Federation
import ConnectorKit
import Foundation
import StrictJSON
import Ticketing

/// What Request Tracker is told. It takes no mark on a comment, so where an answer was lost before, its own last words are
/// read first.
struct RequestTrackerOutbound {
  private let door: RequestTrackerDoor
  private let settings: RequestTrackerSettings
  private let wasTried: Bool

  init(_ settings: RequestTrackerSettings, _ exchange: Exchange) {
    self.settings = settings
    door = RequestTrackerDoor(settings, exchange)
    wasTried = exchange.earlierTries > 0
  }

  func carry(_ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    if case .open(let ticket) = change.content { return try open(ticket, marker: change.marker) }
    guard let id = change.ticket?.id else { throw .permanent(.notFound) }
    switch change.content {
    case .open: throw .permanent(.unintelligible)
    case .comment(let comment):
      return try say(comment.signedBody, isPublic: comment.isPublic, on: id, from: 0) { receipt, _ in .done(receipt) }
    case .file(let file): return try attach(file, to: id, by: change)
    case .status(let status): return try set(status, on: id)
    case .priority(let priority):
      guard try door.answer(0) != nil else {
        return try door.ask(.put, ["ticket", id], body: ["Priority": .string(priority)])
      }
      return .done(Receipt())
    case .edit, .retract: throw .permanent(.unsupported("changing what was said"))
    }
  }

  /// A ticket that was made by an earlier try is known by its link.
  private func open(_ ticket: NewTicket, marker: String) throws(DeliveryFailure) -> Step<Receipt> {
    var next = 0
    if wasTried {
      guard let found = try door.answer(0) else {
        return try door.ask(
          .get, ["tickets"], query: [("query", "RefersTo = '\(RequestTrackerDoor.link(to: marker))'")])
      }
      if let id = RequestTrackerDoor.id(found["items"]?.array?.first?["id"]) { return .done(receipt(id)) }
      next = 1
    }
    guard let made = try door.answer(next) else {
      var body: JSONObject = [
        "Queue": .string(settings.queue), "Subject": .string(ticket.subject),
        "Content": .string(ticket.description.isEmpty ? ticket.subject : ticket.description),
        "ContentType": "text/plain", "RefersTo": .string(RequestTrackerDoor.link(to: marker)),
      ]
      if let priority = ticket.priority { body.append("Priority", .string(priority)) }
      for (key, value) in ticket.fields.sorted(by: { $0.key < $1.key }) { body.set(key, to: .string(value)) }
      return try door.ask(.post, ["ticket"], body: body)
    }
    guard let id = RequestTrackerDoor.id(made["id"]) else { throw .permanent(.unintelligible) }
    return .done(receipt(id))
  }

  private func receipt(_ id: Int) -> Receipt {
    Receipt(
      ticket: ExternalReference(id: String(id), number: "#\(id)", url: door.page(of: id)), status: "new")
  }

  /// - Parameter start: the place of this part's first answer.
  /// - Parameter next: what follows once it is said, with the place of its first answer.
  private func say(
    _ text: String, isPublic: Bool, on id: String, from start: Int,
    _ next: (Receipt, Int) throws(DeliveryFailure) -> Step<Receipt>
  ) throws(DeliveryFailure) -> Step<Receipt> {
    var place = start
    if wasTried {
      guard let last = try door.answer(place) else { return try askForLastWords(on: id) }
      place += 1
      if let item = own(text, among: last) { return try next(Receipt(item: item), place) }
    }
    guard try door.answer(place) != nil else {
      return try door.ask(
        .post, ["ticket", id, isPublic ? "correspond" : "comment"],
        body: ["Content": .string(text), "ContentType": "text/plain"])
    }
    return try next(Receipt(item: door.location(place)), place + 1)
  }

  private func askForLastWords(on id: String) throws(DeliveryFailure) -> Step<Receipt> {
    try door.ask(
      .get, ["ticket", id, "attachments"],
      query: [
        ("fields", "Content,ContentType,Filename,TransactionId,Creator"), ("orderby", "id"), ("order", "DESC"),
        ("per_page", "10"),
      ], whole: 4_194_304)
  }

  private func own(_ text: String, among answer: JSONValue) -> String? {
    func bare(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
    let found = (answer["items"]?.array ?? []).first {
      $0["Creator"]?["id"]?.string == settings.user && bare($0["Content"]?.string ?? "") == bare(text)
    }
    return RequestTrackerDoor.id(found?["TransactionId"]).map { "transaction/\($0)" }
  }

  private func attach(
    _ file: OutwardFile, to id: String, by change: Change
  ) throws(DeliveryFailure) -> Step<Receipt> {
    var place = 0
    if wasTried {
      guard let last = try door.answer(0) else { return try askForLastWords(on: id) }
      let found = (last["items"]?.array ?? []).first {
        $0["Creator"]?["id"]?.string == settings.user && $0["Filename"]?.string == file.name
      }
      if let item = RequestTrackerDoor.id(found?["id"]) { return .done(Receipt(item: "attachment/\(item)")) }
      place = 1
    }
    guard try door.answer(place) != nil else {
      let author = change.author.name.isEmpty ? change.author.desk : change.author.name
      let words: JSONObject = ["Content": .string("\(author): \(file.name)"), "ContentType": "text/plain"]
      do throws(EgressFailure) {
        let parts = [
          try EgressPart(name: "JSON", type: "application/json", .bytes(JSONWriter.bytes(of: .object(words)))),
          try EgressPart(name: "Attachments", filename: file.name, type: file.type, .file(file.content)),
        ]
        return .ask(
          try door.request(.post, ["ticket", id, file.isPublic ? "correspond" : "comment"], body: .form(parts)))
      } catch { throw .permanent(.egress(error)) }
    }
    return .done(Receipt(item: door.location(place)))
  }

  /// What was done is said to people there, who have no field for it; then the status is set, and looked at: Request Tracker
  /// answers 200 also to what it does not do.
  private func set(_ status: OutwardStatus, on id: String) throws(DeliveryFailure) -> Step<Receipt> {
    let isDone = status.status == "resolved" || status.status == "rejected"
    guard isDone, let resolution = status.resolution, !resolution.text.isEmpty else {
      return try move(status, on: id, from: 0)
    }
    return try say(resolution.text, isPublic: true, on: id, from: 0) { _, place throws(DeliveryFailure) in
      try move(status, on: id, from: place)
    }
  }

  private func move(
    _ status: OutwardStatus, on id: String, from start: Int
  ) throws(DeliveryFailure) -> Step<Receipt> {
    guard try door.answer(start) != nil else {
      var body: JSONObject = ["Status": .string(status.status)]
      for (key, value) in status.fields.sorted(by: { $0.key < $1.key }) { body.set(key, to: .string(value)) }
      return try door.ask(.put, ["ticket", id], body: body)
    }
    guard let ticket = try door.answer(start + 1) else { return try door.ask(.get, ["ticket", id]) }
    let now = ticket["Status"]?.string
    guard now == status.status else {
      let offered = (ticket["_hyperlinks"]?.array ?? []).filter { $0["ref"]?.string == "lifecycle" }
      throw .permanent(
        .noTransition(from: now, to: status.status, offered: offered.compactMap { $0["to"]?.string }))
    }
    return .done(Receipt(status: now))
  }
}
