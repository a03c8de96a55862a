import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON

/// A desk that shares tickets by the Networked Help Desk protocol 1.0, as networkedhelpdesk.org publishes it: ids of 40
/// hexadecimal digits, a token for each agreement, 201 for what is new and 422 for what is there already, fields that are left
/// out stay as they are, comments are known by their ids, files are fetched from where they are said to be.
final class SharingDouble: FarSide {
  private(set) var tickets: [FarTicket] = []
  private(set) var hooks: [Hook] = []
  var largestFile = 10_000_000
  /// As Request Tracker's extension speaks it.
  var isRequestTracker = false
  /// What agreements it was told of, by their ids.
  private(set) var agreements: [String: JSONValue] = [:]
  private let tokens: Set<String>
  private var fetchable: [String: [UInt8]] = [:]
  private var served: [String: [UInt8]] = [:]
  private var descriptions: Set<String> = []
  private var serial = 0

  /// - Parameter tokens: of the agreements that hold.
  init(tokens: Set<String>) { self.tokens = tokens }

  /// An id as the protocol has them.
  func next(_ kind: String) -> String {
    serial += 1
    return SignatureScheme(.sha1, .hex).signature(
      of: [Array("sharing.example/sharing/\(kind)/\(serial)".utf8)], by: SharedSecret("theirs"))
  }

  func answer(_ request: FarRequest) -> EgressAnswer {
    if request.path.first == "attachments" {
      guard request.header("X-Ticket-Sharing-Token") == nil, let bytes = served[request.path.last ?? ""] else {
        return EgressAnswer(status: 404)
      }
      return EgressAnswer(status: 200, body: bytes)
    }
    guard request.path.count == 3, request.path[0] == "sharing", Self.isID(request.path[2]) else {
      return EgressAnswer(status: 404)
    }
    let id = request.path[2]
    let isFirst = request.path[1] == "agreements" && request.method == .post
    guard isFirst || request.header("X-Ticket-Sharing-Token") != nil else { return EgressAnswer(status: 401) }
    guard isFirst || tokens.contains(request.header("X-Ticket-Sharing-Token") ?? "") else {
      return EgressAnswer(status: 403)
    }
    guard !isRequestTracker || request.header("X-Ticket-Sharing-Version") == "1" else {
      return EgressAnswer(status: 412)
    }
    guard !isRequestTracker || request.body.isEmpty || request.header("Content-Type")?.hasPrefix("text/x-json") == true
    else { return EgressAnswer(status: 400) }
    if request.path[1] == "agreements" { return agreement(id, request) }
    return request.path[1] == "tickets" ? ticket(id, request) : EgressAnswer(status: 404)
  }

  private static func isID(_ text: String) -> Bool { text.wholeMatch(of: /[0-9a-f]{40}/) != nil }

  private func agreement(_ id: String, _ request: FarRequest) -> EgressAnswer {
    switch request.method {
    case .get: return .json(["uuid": .string(id), "name": "Their desk", "status": "accepted"])
    case .post:
      guard agreements[id] == nil, let body = request.json, body["status"] == "pending",
        body["access_key"]?.string?.isEmpty == false, body["sender_url"]?.string?.isEmpty == false
      else { return EgressAnswer(status: 422) }
      agreements[id] = body
      return EgressAnswer(status: 201)
    case .put:
      agreements[id] = request.json
      return EgressAnswer(status: 200)
    case .delete, .head, .patch: return EgressAnswer(status: 405)
    }
  }

  private func ticket(_ id: String, _ request: FarRequest) -> EgressAnswer {
    let place = tickets.firstIndex { $0.id == id }
    switch request.method {
    case .post:
      guard place == nil, let body = request.json, body["uuid"]?.string == id,
        let subject = body["subject"]?.string, body["requested_at"]?.string.flatMap({ ForeignTime.date($0) }) != nil
      else { return EgressAnswer(status: 422) }
      guard isActor(body["requester"]), isActor(body["current_actor"]) else { return EgressAnswer(status: 422) }
      tickets.append(FarTicket(id: id, subject: subject, status: "open", priority: ""))
      // What it begins with is its description.
      return change(tickets.count - 1, body, comments: false) ?? EgressAnswer(status: 201)
    case .put:
      guard let place else { return EgressAnswer(status: 404) }
      guard tickets[place].status != "closed" else { return EgressAnswer(status: 422) }
      return change(place, request.json ?? [:], comments: true) ?? EgressAnswer(status: 200)
    case .delete:
      guard !isRequestTracker else { return EgressAnswer(status: 405) }
      guard let place else { return EgressAnswer(status: 404) }
      tickets[place].status = "unshared"
      return EgressAnswer(status: 200)
    case .get, .head, .patch: return EgressAnswer(status: 405)
    }
  }

  private func isActor(_ actor: JSONValue?) -> Bool {
    Self.isID(actor?["uuid"]?.string ?? "") && actor?["name"]?.string?.isEmpty == false
      && ["agent", "user"].contains(actor?["role"]?.string)
  }

  private func change(_ place: Int, _ body: JSONValue, comments: Bool) -> EgressAnswer? {
    let known =
      isRequestTracker ? ["open", "pending", "solved"] : ["new", "open", "pending", "hold", "solved", "closed"]
    if let status = body["status"]?.string {
      guard known.contains(status) else { return EgressAnswer(status: 422) }
      tickets[place].status = status
    }
    guard comments else {
      descriptions.formUnion((body["comments"]?.array ?? []).compactMap { $0["uuid"]?.string })
      return nil
    }
    for comment in body["comments"]?.array ?? [] {
      guard let id = comment["uuid"]?.string, Self.isID(id), isActor(comment["author"]),
        let text = comment["body"]?.string, comment["authored_at"]?.string.flatMap({ ForeignTime.date($0) }) != nil
      else { return EgressAnswer(status: 422) }
      for file in comment["attachments"]?.array ?? [] {
        guard let name = file["filename"]?.string, let bytes = fetchable[name],
          file["url"]?.string?.hasPrefix("https://hub.example/hooks/key/attachments/\(tickets[place].id)-\(id)") == true
        else { return EgressAnswer(status: 422) }
        guard bytes.count <= largestFile else { return EgressAnswer(status: 413) }
        if !tickets[place].files.contains(where: { $0.name == name }) {
          tickets[place].files.append(.init(name: name, bytes: bytes))
        }
      }
      if !descriptions.contains(id), !tickets[place].comments.contains(where: { $0.id == id }) {
        tickets[place].comments.append(.init(id: id, body: text, isPublic: comment["public"]?.bool ?? true))
      }
    }
    return nil
  }

  func mayFetch(_ name: String, _ bytes: [UInt8]) { fetchable[name] = bytes }
}

/// What people there do, and how the hub is told.
extension SharingDouble {
  func open(subject: String, description: String) -> String {
    let id = next("tickets")
    tickets.append(FarTicket(id: id, subject: subject, status: "new", priority: ""))
    tell(
      "POST", id,
      [
        "uuid": .string(id), "subject": .string(subject), "requested_at": "2026-09-21 14:13:20 +0000", "status": "new",
        "requester": ["uuid": .string(next("users")), "name": "Fleur Bakker", "role": "user"], "original_id": 35,
        "current_actor": actor, "comments": [comment(description, isPublic: true)],
        "custom_fields": ["site": "Amsterdam"], "tags": ["cooling", "urgent"],
      ])
    return id
  }

  func say(_ text: String, isPublic: Bool, on id: String) {
    let comment = comment(text, isPublic: isPublic)
    for place in tickets.indices where tickets[place].id == id {
      tickets[place].comments.append(
        .init(id: comment["uuid"]?.string ?? "", body: text, isPublic: isPublic))
    }
    tell("PUT", id, ["uuid": .string(id), "comments": [comment], "current_actor": actor])
  }

  func attach(_ name: String, _ bytes: [UInt8], to id: String) {
    served[name] = bytes
    var comment = comment("", isPublic: true).object ?? [:]
    comment.append(
      "attachments",
      [
        [
          "url": .string("https://sharing.example/attachments/\(name)"), "filename": .string(name),
          "content_type": "x/y",
        ]
      ])
    for place in tickets.indices where tickets[place].id == id {
      tickets[place].files.append(.init(name: name, bytes: bytes))
    }
    tell("PUT", id, ["uuid": .string(id), "comments": [.object(comment)], "current_actor": actor])
  }

  func set(status: String, of id: String) {
    for place in tickets.indices where tickets[place].id == id { tickets[place].status = status }
    tell("PUT", id, ["uuid": .string(id), "status": .string(status), "current_actor": actor])
  }

  func closeForGood(_ id: String) -> Bool {
    for place in tickets.indices where tickets[place].id == id { tickets[place].status = "closed" }
    return true
  }

  func unshare(_ id: String) { tell("DELETE", id, nil) }

  private var actor: JSONValue {
    ["uuid": "a1b2c3d4e5f60718293a4b5c6d7e8f9011121314", "name": "Marijke de Wit", "role": "agent"]
  }

  private func comment(_ text: String, isPublic: Bool) -> JSONValue {
    [
      "uuid": .string(next("comments")), "author": actor, "body": .string(text), "public": .bool(isPublic),
      "authored_at": "2026-09-21 16:13:20 +0200",
    ]
  }

  private func tell(_ method: String, _ id: String, _ body: JSONValue?) {
    hooks.append(
      Hook(
        method: method, headers: [("x-ticket-sharing-version", "1"), ("content-type", "application/json")],
        path: "tickets/\(id)", body: body.map { JSONWriter.bytes(of: $0) } ?? []))
  }
}
