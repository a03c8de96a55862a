import ConnectorKit
import Federation
import Foundation
import StrictJSON
import Ticketing

/// What Request Tracker is told. It takes no mark on a comment, so where an answer was lost before, its own last words are
/// read first.
struct RequestTrackerOutbound {
  private let desk: JSONConversation
  private let settings: RequestTrackerSettings
  private let wasTried: Bool

  init(_ settings: RequestTrackerSettings, _ exchange: Exchange) throws(DeliveryFailure) {
    self.settings = settings
    desk = try settings.conversation(exchange)
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
      guard try desk.answer(0) != nil else {
        return try desk.ask(.put, ["ticket", id], body: ["Priority": .string(priority)])
      }
      return .done(Receipt())
    case .edit, .retract: throw .permanent(.unsupported("changing what was said"))
    }
  }

  /// A ticket that was made by an earlier try is known by its link.
  private func open(_ ticket: NewTicket, marker: String) throws(DeliveryFailure) -> Step<Receipt> {
    var next = 0
    if wasTried {
      guard let found = try desk.answer(0) else {
        return try desk.ask(
          .get, ["tickets"], query: [("query", "RefersTo = '\(RequestTrackerSettings.link(to: marker))'")])
      }
      if let id = RequestTrackerSettings.id(found["items"]?.array?.first?["id"]) { return .done(receipt(id)) }
      next = 1
    }
    guard let made = try desk.answer(next) else {
      var body: JSONObject = [
        "Queue": .string(settings.queue), "Subject": .string(ticket.subject),
        "Content": .string(ticket.description.isEmpty ? ticket.subject : ticket.description),
        "ContentType": "text/plain", "RefersTo": .string(RequestTrackerSettings.link(to: marker)),
      ]
      if let priority = ticket.priority { body.append("Priority", .string(priority)) }
      for (key, value) in ticket.fields.sorted(by: { $0.key < $1.key }) { body.set(key, to: .string(value)) }
      return try desk.ask(.post, ["ticket"], body: body)
    }
    guard let id = RequestTrackerSettings.id(made["id"]) else { throw .permanent(.unintelligible) }
    return .done(receipt(id))
  }

  /// What a request made, as its answer names it: `transaction/36`.
  private func location(_ place: Int) -> String? {
    desk.raw(place)?[header: "Location"].flatMap { location in
      location.range(of: "/REST/2.0/").map { String(location[$0.upperBound...]) }
    }
  }

  private func receipt(_ id: Int) -> Receipt {
    Receipt(
      ticket: ExternalReference(id: String(id), number: "#\(id)", url: settings.page(of: id)), status: "new")
  }

  /// - Parameter start: the place of this part's first answer.
  /// - Parameter next: what follows once it is said, with the place of its first answer.
  private func say(
    _ text: String, isPublic: Bool, on id: String, from start: Int,
    _ next: (Receipt, Int) throws(DeliveryFailure) -> Step<Receipt>
  ) throws(DeliveryFailure) -> Step<Receipt> {
    var place = start
    if wasTried {
      guard let last = try desk.answer(place) else { return try askForLastWords(on: id) }
      place += 1
      if let item = own(text, among: last) { return try next(Receipt(item: item), place) }
    }
    guard try desk.answer(place) != nil else {
      return try desk.ask(
        .post, ["ticket", id, isPublic ? "correspond" : "comment"],
        body: ["Content": .string(text), "ContentType": "text/plain"])
    }
    return try next(Receipt(item: location(place)), place + 1)
  }

  private func askForLastWords(on id: String) throws(DeliveryFailure) -> Step<Receipt> {
    try desk.ask(
      .get, ["ticket", id, "attachments"],
      query: [
        ("fields", "Content,ContentType,Filename,TransactionId,Creator"), ("orderby", "id"), ("order", "DESC"),
        ("per_page", "10"),
      ], whole: 4_194_304)
  }

  private func own(_ text: String, among answer: JSONValue) -> String? {
    func bare(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
    return (answer["items"]?.array ?? []).lazy.filter {
      $0["Creator"]?["id"]?.string == settings.user && bare($0["Content"]?.string ?? "") == bare(text)
    }.compactMap { RequestTrackerSettings.id($0["TransactionId"]).map { "transaction/\($0)" } }.first {
      !desk.exchange.known.contains($0)
    }
  }

  private func attach(
    _ file: OutwardFile, to id: String, by change: Change
  ) throws(DeliveryFailure) -> Step<Receipt> {
    var place = 0
    if wasTried {
      guard let last = try desk.answer(0) else { return try askForLastWords(on: id) }
      let found = (last["items"]?.array ?? []).lazy.filter {
        $0["Creator"]?["id"]?.string == settings.user && $0["Filename"]?.string == file.name
      }.compactMap { RequestTrackerSettings.id($0["TransactionId"]).map { "transaction/\($0)" } }.first {
        !desk.exchange.known.contains($0)
      }
      if let found { return .done(Receipt(item: found)) }
      place = 1
    }
    guard try desk.answer(place) != nil else {
      let author = change.author.name.isEmpty ? change.author.desk : change.author.name
      let words: JSONObject = ["Content": .string("\(author): \(file.name)"), "ContentType": "text/plain"]
      let parts = try asking { () throws(EgressFailure) in
        [
          try EgressPart(name: "JSON", type: "application/json", .bytes(JSONWriter.bytes(of: .object(words)))),
          try EgressPart(name: "Attachments", filename: file.name, type: file.type, .file(file.content)),
        ]
      }
      return try desk.ask(.post, ["ticket", id, file.isPublic ? "correspond" : "comment"], form: parts)
    }
    return .done(Receipt(item: location(place)))
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
    guard try desk.answer(start) != nil else {
      var body: JSONObject = ["Status": .string(status.status)]
      for (key, value) in status.fields.sorted(by: { $0.key < $1.key }) { body.set(key, to: .string(value)) }
      return try desk.ask(.put, ["ticket", id], body: body)
    }
    guard let ticket = try desk.answer(start + 1) else { return try desk.ask(.get, ["ticket", id]) }
    let now = ticket["Status"]?.string
    guard now == status.status else {
      let offered = (ticket["_hyperlinks"]?.array ?? []).filter { $0["ref"]?.string == "lifecycle" }
      throw .permanent(
        .noTransition(from: now, to: status.status, offered: offered.compactMap { $0["to"]?.string }))
    }
    return .done(Receipt(status: now))
  }
}
