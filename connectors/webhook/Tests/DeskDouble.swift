import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON

/// A desk of nobody's making, with the manners of most: it signs nothing by itself, sends the whole ticket with each webhook,
/// answers 422 to what is missing, and may know what was sent twice by its `Idempotency-Key`, or else by `external`.
final class DeskDouble: FarSide {
  private(set) var tickets: [FarTicket] = []
  private(set) var hooks: [Hook] = []
  var largestFile = 1_000_000

  private let knowsKeys: Bool
  private let secret: String
  private var answers: [String: EgressAnswer] = [:]
  /// What the hub wrote on tickets, comments and files, by their ids.
  private var externals: [String: String] = [:]
  private var bytes: [String: [UInt8]] = [:]
  private var closed: Set<String> = []
  private var serial = 0

  init(knowsKeys: Bool, secret: String) {
    self.knowsKeys = knowsKeys
    self.secret = secret
  }

  func answer(_ request: FarRequest) -> EgressAnswer {
    guard request.header("Authorization") == secret else { return EgressAnswer(status: 401) }
    let key = request.header("Idempotency-Key")
    if knowsKeys, let key, let known = answers[key] { return known }
    let answer = judged(request)
    if knowsKeys, let key, answer.status < 300 { answers[key] = answer }
    return answer
  }

  private func judged(_ request: FarRequest) -> EgressAnswer {
    guard request.path.first == "api" else { return .json(["error": "no such page"], status: 404) }
    let path = Array(request.path.dropFirst())
    switch (request.method, path.count, path.first) {
    case (.get, 1, "me"): return .json(["name": "Baton"])
    case (.get, 1, "find"): return found(request.query("external") ?? "")
    case (.get, 2, "files"):
      return bytes[path[1]].map { EgressAnswer(status: 200, body: $0) } ?? .json([:], status: 404)
    case (.post, 1, "tickets"): return make(request.json?.object ?? [:])
    case (_, 2..., "tickets"): return change(path, request)
    case _: return .json(["error": "no such page"], status: 404)
    }
  }

  private func found(_ external: String) -> EgressAnswer {
    let ids = externals.filter { $0.value == external }.map(\.key).sorted()
    return .json(["results": .array(ids.map { ["id": .string($0)] })])
  }

  private func make(_ body: JSONObject) -> EgressAnswer {
    guard let subject = body["subject"]?.string, !subject.isEmpty else {
      return .json(["error": "subject"], status: 422)
    }
    let id = open(
      subject, body["text"]?.string ?? "", by: "Baton", body["priority"]?.string ?? "normal", body["external"]?.string)
    return .json(["ticket": shown(id)], status: 201)
  }

  private func change(_ path: [String], _ request: FarRequest) -> EgressAnswer {
    guard let place = tickets.firstIndex(where: { $0.id == path[1] }) else { return .json([:], status: 404) }
    guard !closed.contains(path[1]) else { return .json(["error": ["closed": true]], status: 422) }
    let body = request.json?.object ?? [:]
    switch (request.method, path.count > 2 ? path[2] : "") {
    case (.patch, ""):
      tickets[place].status = body["status"]?.string ?? tickets[place].status
      tickets[place].priority = body["priority"]?.string ?? tickets[place].priority
      tell(path[1], by: "Baton")
      return .json(["ticket": shown(path[1])])
    case (.post, "comments"):
      guard let text = body["text"]?.string, let isPublic = body["public"]?.bool else { return .json([:], status: 422) }
      return .json(["id": .string(say(text, isPublic, on: place, by: "Baton", body["external"]?.string))], status: 201)
    case (.put, "comments"), (.delete, "comments"): return rewrite(path, place, body["text"]?.string)
    case (.post, "files"): return keep(request, on: place)
    case _: return .json([:], status: 404)
    }
  }

  private func rewrite(_ path: [String], _ place: Int, _ text: String?) -> EgressAnswer {
    guard path.count == 4, let index = tickets[place].comments.firstIndex(where: { $0.id == path[3] }) else {
      return .json([:], status: 404)
    }
    tickets[place].comments[index].body = text ?? ""
    return EgressAnswer(status: 204)
  }

  private func keep(_ request: FarRequest, on place: Int) -> EgressAnswer {
    guard let file = request.part("upload"), let name = file.filename else { return .json([:], status: 422) }
    guard file.bytes.count <= largestFile else { return .json(["error": "too large"], status: 413) }
    let external = request.part("external").map { String(decoding: $0.bytes, as: UTF8.self) }
    return .json(["id": .string(attach(name, file.bytes, on: place, by: "Baton", external))], status: 201)
  }
}

/// What people there do, and the hub through its requests.
extension DeskDouble {
  func open(subject: String, description: String) -> String { open(subject, description, by: "Marijke", "normal", nil) }

  func say(_ text: String, isPublic: Bool, on id: String) {
    guard let place = tickets.firstIndex(where: { $0.id == id }) else { return }
    _ = say(text, isPublic, on: place, by: "Marijke", nil)
  }

  func attach(_ name: String, _ bytes: [UInt8], to id: String) {
    guard let place = tickets.firstIndex(where: { $0.id == id }) else { return }
    _ = attach(name, bytes, on: place, by: "Marijke", nil)
  }

  func set(status: String, of id: String) {
    for place in tickets.indices where tickets[place].id == id { tickets[place].status = status }
    tell(id, by: "Marijke")
  }

  func closeForGood(_ id: String) -> Bool { closed.insert(id).inserted }

  private func next(_ letter: String) -> String {
    serial += 1
    return "\(letter)\(serial)"
  }

  private func open(
    _ subject: String, _ text: String, by author: String, _ priority: String, _ external: String?
  ) -> String {
    let id = next("T")
    externals[id] = external
    tickets.append(FarTicket(id: id, subject: subject, status: "new", priority: priority))
    tell(id, by: author, ["text": .string(text)])
    return id
  }

  private func say(_ text: String, _ isPublic: Bool, on place: Int, by author: String, _ external: String?) -> String {
    let id = next("C")
    externals[id] = external
    tickets[place].comments.append(.init(id: id, body: text, isPublic: isPublic))
    tell(
      tickets[place].id, by: author, [:],
      [
        "comments": [
          [
            "id": .string(id), "text": .string(text), "public": .bool(isPublic), "author": .string(author),
            "external": external.map(JSONValue.string) ?? nil,
          ]
        ]
      ])
    return id
  }

  private func attach(
    _ name: String, _ content: [UInt8], on place: Int, by author: String, _ external: String?
  ) -> String {
    let id = next("F")
    externals[id] = external
    bytes[id] = content
    tickets[place].files.append(.init(name: name, bytes: content))
    guard author != "Baton" else { return id }
    tell(
      tickets[place].id, by: author, [:],
      [
        "files": [
          [
            "id": .string(id), "name": .string(name), "size": JSONValue(content.count),
            "url": .string("https://desk.example/api/files/\(id)"),
          ]
        ]
      ])
    return id
  }

  private func shown(_ id: String, _ more: JSONObject = [:]) -> JSONValue {
    guard let ticket = tickets.first(where: { $0.id == id }) else { return nil }
    var object: JSONObject = [
      "id": .string(id), "number": .string("INC-\(id)"), "link": .string("https://desk.example/\(id)"),
      "subject": .string(ticket.subject), "status": .string(ticket.status), "priority": .string(ticket.priority),
      "external": externals[id].map(JSONValue.string) ?? nil,
    ]
    for member in more.members { object.append(member.key, member.value) }
    return .object(object)
  }

  private func tell(_ id: String, by person: String, _ more: JSONObject = [:], _ beside: JSONObject = [:]) {
    var body: JSONObject = [
      "event": ["id": .string(next("E")), "at": "2026-09-21T14:13:20.000+02:00"], "by": .string(person),
      "ticket": shown(id, more),
    ]
    for member in beside.members { body.append(member.key, member.value) }
    hooks.append(
      Hook(headers: [("content-type", "application/json")], body: JSONWriter.bytes(of: .object(body))))
  }
}
