import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON

/// Request Tracker 5 by what its REST interface 2.0 documents (docs.bestpractical.com, RT::REST2): answers to what is not done
/// are 200 with a message, and everything that happens is a transaction.
final class RequestTrackerDouble: FarSide {
  private(set) var tickets: [FarTicket] = []
  let hooks: [Hook] = []
  /// What its web server lets through.
  var largestFile = 10_000_000

  private var transactions: [Transaction] = []
  private var links: [String: String] = [:]
  private var attachments = 0

  private struct Transaction {
    let id: Int
    let ticket: String
    let type: String
    let creator: String
    var parts: [Part] = []
  }

  private struct Part {
    let id: Int
    let name: String
    let bytes: [UInt8]
  }

  func answer(_ request: FarRequest) -> EgressAnswer {
    guard request.header("Authorization") == "token 1-14-aca8a8d1f9" else {
      return EgressAnswer(status: 401, body: Array("Unauthorized".utf8))
    }
    guard request.path.starts(with: ["REST", "2.0"]) else { return .json(["message": "Not Found"], status: 404) }
    let path = Array(request.path.dropFirst(2))
    switch (request.method, path.count, path.first) {
    case (.get, 2, "queue"): return .json(["id": 3, "Name": .string(path[1])])
    case (.get, 2, "user"):
      return .json([
        "Name": .string(path[1]), "RealName": path[1] == "marijke" ? "Marijke de Wit" : "", "EmailAddress": "",
      ])
    case (.get, 1, "tickets"): return find(request.query("query") ?? "")
    case (.get, 1, "transactions"): return list(request)
    case (.get, 3, "transaction"): return contents(Int(path[1]))
    case (.get, 2, "attachment"): return attachment(Int(path[1]))
    case (.post, 1, "ticket"): return make(request.json?.object ?? [:])
    case (_, _, "ticket"): return ticket(path, request)
    case _: return .json(["message": "Not Found"], status: 404)
    }
  }

  private func ticket(_ path: [String], _ request: FarRequest) -> EgressAnswer {
    guard path.count > 1, let index = tickets.firstIndex(where: { $0.id == path[1] }) else {
      return .json(["message": "Not Found"], status: 404)
    }
    switch (request.method, path.count > 2 ? path[2] : "") {
    case (.get, ""): return .json(shown(tickets[index]))
    case (.get, "attachments"): return lastWords(of: path[1])
    case (.put, ""): return change(index, request.json?.object ?? [:])
    case (.post, "correspond"), (.post, "comment"):
      return say(request, isPublic: path[2] == "correspond", on: index)
    case _: return .json(["message": "Not Found"], status: 404)
    }
  }
}

/// What people there do.
extension RequestTrackerDouble {
  func open(subject: String, description: String) -> String {
    make(subject, description, by: "marijke")
  }

  func say(_ text: String, isPublic: Bool, on id: String) {
    record(isPublic ? "Correspond" : "Comment", on: id, by: "marijke", text)
  }

  func attach(_ name: String, _ bytes: [UInt8], to id: String) {
    record("Correspond", on: id, by: "marijke", "", file: (name, bytes))
  }

  func set(status: String, of id: String) {
    for index in tickets.indices where tickets[index].id == id { tickets[index].status = status }
    record("Status", on: id, by: "marijke")
  }

  /// A ticket that is resolved, rejected or deleted there takes words like any other.
  func closeForGood(_: String) -> Bool { false }
}

/// What the interface does.
extension RequestTrackerDouble {
  private func make(_ subject: String, _ description: String, by creator: String, priority: String = "0") -> String {
    let id = String(tickets.count + 1)
    tickets.append(FarTicket(id: id, subject: subject, status: "new", priority: priority))
    record("Create", on: id, by: creator, description)
    return id
  }

  private func make(_ body: JSONObject) -> EgressAnswer {
    guard let subject = body["Subject"]?.string, body["Queue"]?.string == "Cooling" else {
      return .json(["message": "Could not create ticket. Queue not set"], status: 400)
    }
    let id = make(subject, body["Content"]?.string ?? "", by: "baton", priority: body["Priority"]?.string ?? "0")
    links[id] = body["RefersTo"]?.string
    return .json(
      ["id": .string(id), "type": "ticket"], status: 201,
      headers: [("Location", "https://rt.example/REST/2.0/ticket/\(id)")])
  }

  private func change(_ index: Int, _ body: JSONObject) -> EgressAnswer {
    let known = ["new", "open", "stalled", "resolved", "rejected", "deleted"]
    if let status = body["Status"]?.string {
      guard known.contains(status) else { return .json([.string("Status '\(status)' isn't a valid status")]) }
      tickets[index].status = status
      record("Status", on: tickets[index].id, by: "baton")
    }
    if let priority = body["Priority"]?.string { tickets[index].priority = priority }
    return .json(["changed"])
  }

  private func say(_ request: FarRequest, isPublic: Bool, on index: Int) -> EgressAnswer {
    let body = request.json ?? request.part("JSON").flatMap { try? JSONReader.read($0.bytes) }
    let file = request.part("Attachments")
    guard file?.bytes.count ?? 0 <= largestFile else {
      return EgressAnswer(status: 413, body: Array("<html>Request Entity Too Large</html>".utf8))
    }
    let id = record(
      isPublic ? "Correspond" : "Comment", on: tickets[index].id, by: "baton", body?["Content"]?.string ?? "",
      file: file.map { ($0.filename ?? "", $0.bytes) })
    return .json(
      [isPublic ? "Correspondence added" : "Comments added"], status: 201,
      headers: [("Location", "https://rt.example/REST/2.0/transaction/\(id)")])
  }

  @discardableResult
  private func record(
    _ type: String, on ticket: String, by creator: String, _ text: String? = nil, file: (String, [UInt8])? = nil
  ) -> Int {
    let id = transactions.count + 101
    var transaction = Transaction(id: id, ticket: ticket, type: type, creator: creator)
    for (name, bytes) in [text.map { ("", Array($0.utf8)) }, file].compactMap({ $0 }) {
      attachments += 1
      transaction.parts.append(Part(id: attachments, name: name, bytes: bytes))
    }
    transactions.append(transaction)
    guard let index = tickets.firstIndex(where: { $0.id == ticket }) else { return id }
    if let text, type != "Create" {
      tickets[index].comments.append(.init(id: "transaction/\(id)", body: text, isPublic: type == "Correspond"))
    }
    if let file { tickets[index].files.append(.init(name: file.0, bytes: file.1)) }
    return id
  }
}

/// What the interface tells.
extension RequestTrackerDouble {
  private func shown(_ ticket: FarTicket) -> JSONValue {
    var around: [JSONValue] = [["ref": "self", "type": "ticket", "id": .string(ticket.id)]]
    if let link = links[ticket.id] { around.append(["ref": "refers-to", "_url": .string(link)]) }
    return [
      "id": .string(ticket.id), "Subject": .string(ticket.subject), "Status": .string(ticket.status),
      "Priority": .string(ticket.priority), "Requestor": [["type": "user", "id": "marijke"]],
      "_hyperlinks": .array(around),
    ]
  }

  private func find(_ query: String) -> EgressAnswer {
    let found = links.filter { query == "RefersTo = '\($0.value)'" }.keys.sorted()
    return .json([
      "count": JSONValue(integerLiteral: Int64(found.count)), "items": .array(found.map { ["id": .string($0)] }),
    ])
  }

  private func list(_ request: FarRequest) -> EgressAnswer {
    let after = request.query("query")?.split(separator: " ").last.flatMap { Int($0) } ?? 0
    let isRising = request.query("order") == "ASC"
    let size = Int(request.query("per_page") ?? "") ?? 20
    let found = transactions.filter { $0.id > after }.sorted { isRising == ($0.id < $1.id) }.prefix(size)
    return .json(["items": .array(found.map { shown($0) })])
  }

  private func shown(_ transaction: Transaction) -> JSONValue {
    [
      "id": .string(String(transaction.id)), "Type": .string(transaction.type),
      "Creator": ["type": "user", "id": .string(transaction.creator)], "Created": "2026-09-21T14:13:20Z",
      "ObjectId": .string(transaction.ticket),
    ]
  }

  private func contents(_ id: Int?) -> EgressAnswer {
    guard let transaction = transactions.first(where: { $0.id == id }) else { return .json([:], status: 404) }
    return .json(["items": .array(transaction.parts.map { shown($0, of: transaction) })])
  }

  private func lastWords(of ticket: String) -> EgressAnswer {
    let parts = transactions.filter { $0.ticket == ticket }.flatMap { transaction in
      transaction.parts.map { shown($0, of: transaction) }
    }
    return .json(["items": .array(parts.reversed())])
  }

  private func shown(_ part: Part, of transaction: Transaction) -> JSONValue {
    [
      "id": .string(String(part.id)), "Filename": .string(part.name),
      "ContentType": part.name.isEmpty ? "text/plain" : "application/octet-stream",
      "ContentLength": .string(String(part.bytes.count)), "TransactionId": .string(String(transaction.id)),
      "Creator": ["id": .string(transaction.creator)], "Content": .string(String(decoding: part.bytes, as: UTF8.self)),
    ]
  }

  private func attachment(_ id: Int?) -> EgressAnswer {
    guard let part = transactions.flatMap(\.parts).first(where: { $0.id == id }) else { return .json([:], status: 404) }
    return .json(["Content": .string(Data(part.bytes).base64EncodedString(options: .lineLength76Characters))])
  }
}
