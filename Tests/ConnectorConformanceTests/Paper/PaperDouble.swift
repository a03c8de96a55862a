import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON

/// The desk that there is not.
final class PaperDouble: FarSide {
  private(set) var tickets: [FarTicket] = []
  private(set) var hooks: [Hook] = []
  var largestFile = 1_000_000
  private var marks: [String: String] = [:]
  private var serial = 0

  func answer(_ request: FarRequest) -> EgressAnswer {
    guard request.header("Authorization") == "Bearer \(PaperSubject.token)" else {
      return .json(["error": "who?"], status: 401)
    }
    switch (request.method, request.path.count, request.path.last) {
    case (.get, 1, "me"): return .json(["name": "hub"])
    case (.get, 2, _) where request.path[0] == "files":
      let file = tickets.flatMap(\.files).enumerated().first { "file\($0.offset)" == request.path[1] }
      return file.map { EgressAnswer(status: 200, body: $0.element.bytes) } ?? .json([:], status: 404)
    case (.get, _, _):
      let found = request.query("mark").flatMap { marks[$0] }
      return .json(["items": .array(found.map { [["id": .string($0)]] } ?? [])])
    case (.post, 1, "tickets"):
      let id = make(
        request.json?["subject"]?.string ?? "", request.json?["text"]?.string ?? "", request.json?["mark"]?.string)
      return .json(["id": .string(id)], status: 201)
    case _: return change(request)
    }
  }

  private func change(_ request: FarRequest) -> EgressAnswer {
    guard request.path.count > 1, let index = tickets.firstIndex(where: { $0.id == request.path[1] }) else {
      return .json([:], status: 404)
    }
    guard tickets[index].status != "filed" else { return .json(["error": "filed"], status: 423) }
    switch request.path.last {
    case "comments":
      let isPublic = request.json?["public"]?.bool ?? false
      let id = comment(index, "hub", request.json?["text"]?.string ?? "", isPublic: isPublic)
      marks[request.json?["mark"]?.string ?? ""] = id
      return .json(["id": .string(id)], status: 201)
    case "files":
      guard request.body.count <= largestFile else { return .json([:], status: 413) }
      tickets[index].files.append(.init(name: request.query("name") ?? "", bytes: request.body))
      marks[request.query("mark") ?? ""] = "f"
      return .json(["id": "f"], status: 201)
    case _:
      let status = request.json?["status"]?.string
      if status == "waiting", request.json?["reason"] == nil { return .json(["error": "reason"], status: 428) }
      tickets[index].status = status ?? tickets[index].status
      tickets[index].priority = request.json?["priority"]?.string ?? tickets[index].priority
      tell(index)
      return .json(["status": .string(tickets[index].status)])
    }
  }

  func open(subject: String, description: String) -> String { make(subject, description, nil) }

  func say(_ text: String, isPublic: Bool, on id: String) {
    if let index = index(id) { _ = comment(index, "Beth", text, isPublic: isPublic) }
  }

  func attach(_ name: String, _ bytes: [UInt8], to id: String) {
    guard let index = index(id) else { return }
    tickets[index].files.append(.init(name: name, bytes: bytes))
    tell(index, ("file", ["id": .string("file\(tickets.flatMap(\.files).count - 1)"), "name": .string(name)]))
  }

  func set(status: String, of id: String) {
    guard let index = index(id) else { return }
    tickets[index].status = status
    tell(index)
  }

  func closeForGood(_ id: String) -> Bool {
    set(status: "filed", of: id)
    return true
  }

  private func index(_ id: String) -> Int? { tickets.firstIndex { $0.id == id } }

  private func make(_ subject: String, _ text: String, _ mark: String?) -> String {
    let id = String(tickets.count + 1)
    tickets.append(FarTicket(id: id, subject: subject, status: "open", priority: "2"))
    marks["text/\(id)"] = text
    marks["of/\(id)"] = mark
    if let mark { marks[mark] = id }
    tell(tickets.count - 1)
    return id
  }

  private func comment(_ index: Int, _ author: String, _ text: String, isPublic: Bool) -> String {
    serial += 1
    tickets[index].comments.append(.init(id: "c\(serial)", body: text, isPublic: isPublic))
    tell(
      index,
      (
        "comment",
        ["id": .string("c\(serial)"), "text": .string(text), "public": .bool(isPublic), "author": .string(author)]
      ))
    return "c\(serial)"
  }

  private func tell(_ index: Int, _ more: (String, JSONValue)? = nil) {
    let ticket = tickets[index]
    var body: JSONObject = [
      "key": .string("k\(hooks.count)"), "at": "2026-09-21T14:13:20Z",
      "ticket": [
        "id": .string(ticket.id), "subject": .string(ticket.subject), "status": .string(ticket.status),
        "text": .string(marks["text/\(ticket.id)"] ?? ""), "mark": .string(marks["of/\(ticket.id)"] ?? ""),
      ],
    ]
    if let more { body.append(more.0, more.1) }
    // Written with spaces, as many do: whoever writes it anew writes it otherwise.
    let bytes = Array("{ ".utf8) + JSONWriter.bytes(of: .object(body)).dropFirst()
    hooks.append(Hook(headers: [("content-type", "application/json")], body: bytes))
  }
}
