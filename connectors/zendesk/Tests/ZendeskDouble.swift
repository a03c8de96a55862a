import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON

/// Zendesk Support by what its API 2 documents (developer.zendesk.com, Ticketing): closed is final, safe updates conflict, uploads
/// have tokens, every update leaves an audit, exports have cursors, and whoever is nobody is an anonymous user.
final class ZendeskDouble: FarSide {
  enum Tells { case nothing, events, trigger }

  private var rows: [Row] = []
  private var uploads: [String: Attachment] = [:]
  private var attachments: [Attachment] = []
  /// The order in which tickets were changed: what an export gives.
  private var changes: [Int] = []
  private(set) var hooks: [Hook] = []
  var largestFile = 52_428_800
  private let tells: Tells
  private var serial = 1_000

  struct Row {
    let id: Int
    var fields: [String: String]
    var tags: [String]
    let createdAt: String
    var updatedAt: String
    var comments: [Comment] = []
    var audits: [(marker: String?, comment: Int?)] = []
  }

  struct Comment {
    let id: Int
    let author: Int
    let body: String
    let isPublic: Bool
    let at: String
    let files: [Attachment]
  }

  struct Attachment {
    let id: Int
    let name: String
    let type: String
    let bytes: [UInt8]
  }

  init(tells: Tells) { self.tells = tells }

  var tickets: [FarTicket] {
    rows.map { row in
      FarTicket(
        id: String(row.id), subject: row.fields["subject"] ?? "", status: row.fields["status"] ?? "",
        priority: row.fields["priority"] ?? "",
        comments: row.comments.dropFirst().map { .init(id: String($0.id), body: $0.body, isPublic: $0.isPublic) },
        files: row.comments.flatMap(\.files).map { .init(name: $0.name, bytes: $0.bytes) })
    }
  }

  func answer(_ request: FarRequest) -> EgressAnswer {
    if request.origin == "https://p13.zdusercontent.example:443" { return stored(request) }
    let basic = "Basic " + Data("baton@acme.example/token:\(ZendeskSubject.token)".utf8).base64EncodedString()
    let isKnown = [basic, "Bearer \(ZendeskSubject.token)"].contains(request.header("Authorization"))
    let path = request.path.map { $0.replacingOccurrences(of: ".json", with: "") }
    if path.suffix(2) == ["users", "me"] {
      let nobody: JSONValue = ["id": nil, "name": "Anonymous user", "email": "invalid@example.com", "role": "end-user"]
      return .json(["user": isKnown ? Self.user(900) : nobody])
    }
    guard isKnown else { return .json(["error": "Couldn't authenticate you"], status: 401) }
    if path.first == "attachments", path.count > 2 {
      return EgressAnswer(
        status: 302,
        headers: [AnswerHeader(name: "Location", value: "https://p13.zdusercontent.example/attachment/\(path[2])")])
    }
    guard path.starts(with: ["api", "v2"]) else { return Self.notFound }
    let rest = Array(path.dropFirst(2))
    switch (request.method, rest.first, rest.count) {
    case (.get, "custom_statuses", 1): return .json(["custom_statuses": []])
    case (.get, "tickets", 1): return found(by: request.query("external_id") ?? "")
    case (.post, "tickets", 1): return make(request)
    case (.post, "uploads", 1): return upload(request)
    case (.get, "incremental", 3): return export(request)
    case (_, "tickets", _): return ticket(rest, request)
    case _: return Self.notFound
    }
  }

  private func ticket(_ path: [String], _ request: FarRequest) -> EgressAnswer {
    guard let index = rows.firstIndex(where: { String($0.id) == path[1] }) else { return Self.notFound }
    switch (request.method, path.count > 2 ? path[2] : "") {
    case (.get, ""): return .json(["ticket": shown(rows[index])])
    case (.put, ""): return update(index, request)
    case (.get, "comments"): return comments(rows[index], request)
    case (.get, "audits"):
      return .json(["audits": .array(rows[index].audits.reversed().map { Self.shown($0.marker, $0.comment) })])
    case _: return Self.notFound
    }
  }

  private static let notFound = EgressAnswer.json(["error": "RecordNotFound", "description": "Not found"], status: 404)

  private static func refusal(_ field: String, _ error: String, _ description: String) -> EgressAnswer {
    .json(
      [
        "error": "RecordInvalid", "description": "Record validation errors",
        "details": .object([field: [["description": .string(description), "error": .string(error)]]]),
      ], status: 422)
  }
}

/// What people there do.
extension ZendeskDouble {
  func open(subject: String, description: String) -> String {
    let index = make(["subject": subject], tags: ["baton"])
    comment(index, by: 901, description, isPublic: true)
    tell("created", index)
    return String(rows[index].id)
  }

  func say(_ text: String, isPublic: Bool, on id: String) {
    guard let index = index(id) else { return }
    comment(index, by: 901, text, isPublic: isPublic)
  }

  func attach(_ name: String, _ bytes: [UInt8], to id: String) {
    guard let index = index(id) else { return }
    let file = Attachment(id: next(), name: name, type: "application/octet-stream", bytes: bytes)
    attachments.append(file)
    comment(index, by: 901, "See the file.", isPublic: true, files: [file])
  }

  func set(status: String, of id: String) {
    guard let index = index(id) else { return }
    rows[index].fields["status"] = status
    touch(index)
    tell("status_changed", index)
  }

  func closeForGood(_ id: String) -> Bool {
    set(status: "closed", of: id)
    return true
  }

  private func index(_ id: String) -> Int? { rows.firstIndex { String($0.id) == id } }
}

/// What happens to tickets.
extension ZendeskDouble {
  private func next() -> Int {
    serial += 1
    return serial
  }

  private var now: String { RFC3339.text(Date(timeIntervalSince1970: 1_790_000_000 + Double(serial / 2))) }

  private func make(_ fields: [String: String], tags: [String]) -> Int {
    let id = next()
    rows.append(
      Row(
        id: id, fields: fields.merging(["status": "new"]) { old, _ in old }, tags: tags, createdAt: now, updatedAt: now)
    )
    return rows.count - 1
  }

  private func touch(_ index: Int) {
    _ = next()
    rows[index].updatedAt = now
    changes.append(rows[index].id)
  }

  private func comment(_ index: Int, by author: Int, _ text: String, isPublic: Bool, files: [Attachment] = []) {
    let isFirst = rows[index].comments.isEmpty
    if isFirst { changes.append(rows[index].id) } else { touch(index) }
    let at = isFirst ? rows[index].createdAt : now
    let made = Comment(id: next(), author: author, body: text, isPublic: isPublic, at: at, files: files)
    rows[index].comments.append(made)
    if isFirst { rows[index].fields["description"] = text }
    tell("comment_added", index, comment: made)
    for file in files { tell("attachment_linked_to_comment", index, comment: made, file: file) }
  }

  /// An event as Zendesk writes it, or the trigger's body of the README.
  private func tell(_ event: String, _ index: Int, comment: Comment? = nil, file: Attachment? = nil) {
    let row = rows[index]
    let id = "01K\(next())"
    let body: JSONValue
    switch tells {
    case .nothing: return
    case .trigger:
      guard file == nil, event != "created" else { return }
      let last = row.comments.last
      body = [
        "ticket": [
          "id": .string(String(row.id)), "title": Self.word(row.fields["subject"]),
          "description": Self.word(row.fields["description"]),
          "status": .string((row.fields["status"] ?? "").capitalized),
          "priority": .string((row.fields["priority"] ?? "").capitalized),
          "external_id": Self.word(row.fields["external_id"]),
          "updated_at": .string(row.updatedAt),
          "requester": ["id": "901", "name": "Beth Anglin", "email": "beth@acme.example"],
        ],
        "person": ["id": .string(String(comment?.author ?? 901)), "name": Self.name(comment?.author ?? 901)],
        "comment": [
          "id": .string(last.map { String($0.id) } ?? ""), "body": Self.word(last?.body),
          "is_public": .string(last?.isPublic == true ? "true" : "false"),
          "author": ["id": .string(String(last?.author ?? 901)), "name": Self.name(last?.author ?? 901)],
        ],
      ]
    case .events:
      var told: JSONObject = [:]
      if let comment {
        var said: JSONObject = ["id": .string(String(comment.id))]
        if let file {
          said.append("attachment", shown(file, isPublic: comment.isPublic))
        } else {
          said.append("body", .string(comment.body))
          said.append("is_public", .bool(comment.isPublic))
          said.append(
            "author", ["id": .string(String(comment.author)), "is_staff": true, "name": Self.name(comment.author)])
        }
        told.append("comment", .object(said))
      }
      body = [
        "account_id": 22_129_848, "id": .string(id), "subject": .string("zen:ticket:\(row.id)"),
        "time": .string(row.updatedAt), "type": .string("zen:event-type:ticket.\(event)"),
        "zendesk_event_version": "2022-11-06", "event": .object(told),
        "detail": [
          "id": .string(String(row.id)), "subject": Self.word(row.fields["subject"]),
          "description": Self.word(row.fields["description"]),
          "status": .string((row.fields["status"] ?? "").uppercased()),
          "priority": row.fields["priority"].map { .string($0.uppercased()) } ?? nil,
          "external_id": row.fields["external_id"].map { .string($0) } ?? nil, "created_at": .string(row.createdAt),
          "updated_at": .string(row.updatedAt), "custom_status": "8447320465790", "requester_id": "901",
          "tags": .array(row.tags.map { .string($0) }),
        ],
      ]
    }
    hooks.append(
      Hook(
        headers: [("content-type", "application/json"), ("x-zendesk-webhook-invocation-id", id)],
        body: JSONWriter.bytes(of: body)))
  }

  private static func word(_ text: String?) -> JSONValue { .string(text ?? "") }
  private static func name(_ user: Int) -> JSONValue { user == 900 ? "Baton" : "Beth Anglin" }

  private static func user(_ id: Int) -> JSONValue {
    [
      "id": .number(.init(Int64(id))), "name": name(id), "role": "agent",
      "email": id == 900 ? "baton@acme.example" : "beth@acme.example",
    ]
  }
}

/// What its interface does.
extension ZendeskDouble {
  private static let statuses = ["new", "open", "pending", "hold", "solved", "closed"]

  private func make(_ request: FarRequest) -> EgressAnswer {
    guard let body = request.json?["ticket"]?.object, let text = body["comment"]?["body"]?.string, !text.isEmpty else {
      return Self.refusal("base", "BlankValue", "Description: cannot be blank")
    }
    if let source = body["via_followup_source_id"]?.integer,
      rows.first(where: { $0.id == Int(source) })?.fields["status"] != "closed"
    {
      return Self.refusal("base", "InvalidValue", "A follow-up must be of a closed ticket")
    }
    let index = make(Self.fields(body), tags: body["tags"]?.array?.compactMap(\.string) ?? [])
    comment(index, by: 900, text, isPublic: true)
    tell("created", index)
    return .json(["ticket": shown(rows[index])], status: 201)
  }

  private static func fields(_ body: JSONObject) -> [String: String] {
    var fields: [String: String] = [:]
    for name in ["subject", "status", "priority", "type", "external_id"] { fields[name] = body[name]?.string }
    return fields
  }

  private func update(_ index: Int, _ request: FarRequest) -> EgressAnswer {
    guard let body = request.json?["ticket"]?.object else { return .json(["error": "Unprocessable"], status: 422) }
    guard rows[index].fields["status"] != "closed" else {
      return Self.refusal("status", "ClosedTicket", "Status: closed prevents ticket update")
    }
    if body["safe_update"]?.bool == true, body["updated_stamp"]?.string != rows[index].updatedAt {
      return .json(["error": "UpdateConflict", "description": "Safe Update prevented the update"], status: 409)
    }
    if let status = body["status"]?.string, !Self.statuses.contains(status) {
      return Self.refusal("status", "InvalidValue", "Status: \(status) is not included in the list")
    }
    rows[index].fields.merge(Self.fields(body)) { $1 }
    var made: Int?
    if let said = body["comment"] {
      let files = (said["uploads"]?.array ?? []).compactMap { $0.string.flatMap { uploads[$0] } }
      comment(
        index, by: 900, said["body"]?.string ?? "", isPublic: said["public"]?.bool ?? true, files: files)
      made = rows[index].comments.last?.id
    } else {
      touch(index)
      tell("status_changed", index)
    }
    let marker = body["metadata"]?["baton"]?.string
    rows[index].audits.append((marker, made))
    return .json(["ticket": shown(rows[index]), "audit": Self.shown(marker, made)])
  }

  private func upload(_ request: FarRequest) -> EgressAnswer {
    guard request.body.count <= largestFile else {
      return EgressAnswer(status: 413, body: Array("<html>413 Request Entity Too Large</html>".utf8))
    }
    let file = Attachment(
      id: next(), name: request.query("filename") ?? "", type: request.header("Content-Type") ?? "", bytes: request.body
    )
    attachments.append(file)
    let token = "tok\(file.id)"
    uploads[token] = file
    let shown = shown(file, isPublic: true)
    return .json(
      ["upload": ["token": .string(token), "attachment": shown, "attachments": .array([shown])]], status: 201)
  }

  private func found(by external: String) -> EgressAnswer {
    let same = rows.filter { $0.fields["external_id"] == external && !external.isEmpty }
    return .json(["tickets": .array(same.map(shown)), "count": .number(.init(Int64(same.count)))])
  }

  /// Changed tickets behind a cursor, each once, as it stands.
  private func export(_ request: FarRequest) -> EgressAnswer {
    guard request.query("start_time") != nil || request.query("cursor") != nil else {
      return .json(["error": "InvalidRequest"], status: 400)
    }
    let size = Int(request.query("per_page") ?? "") ?? 1_000
    var place = request.query("cursor").map { Int($0.dropFirst(4)) ?? changes.count } ?? 0
    guard (0...changes.count).contains(place) else { return .json(["error": "InvalidCursor"], status: 400) }
    var ids: [Int] = []
    while place < changes.count, ids.count < size {
      if !ids.contains(changes[place]) { ids.append(changes[place]) }
      place += 1
    }
    return .json([
      "tickets": .array(ids.compactMap { id in rows.first { $0.id == id }.map(shown) }), "users": [Self.user(901)],
      "after_cursor": .string("MTU3\(place)"), "end_of_stream": .bool(place == changes.count),
    ])
  }

  private func comments(_ row: Row, _ request: FarRequest) -> EgressAnswer {
    let size = Int(request.query("page[size]") ?? "") ?? 100
    let newestFirst = request.query("sort") == "-created_at"
    let chosen = newestFirst ? Array(row.comments.reversed()) : row.comments
    return .json([
      "comments": .array(
        chosen.prefix(size).map { comment in
          [
            "id": .number(.init(Int64(comment.id))), "type": "Comment",
            "author_id": .number(.init(Int64(comment.author))), "body": .string(comment.body),
            "plain_body": .string(comment.body), "public": .bool(comment.isPublic), "created_at": .string(comment.at),
            "attachments": .array(comment.files.map { shown($0, isPublic: comment.isPublic) }),
          ]
        }), "users": [Self.user(900), Self.user(901)],
    ])
  }

  private func shown(_ row: Row) -> JSONValue {
    var ticket: JSONObject = [
      "id": .number(.init(Int64(row.id))), "created_at": .string(row.createdAt), "updated_at": .string(row.updatedAt),
      "requester_id": 901, "custom_status_id": 8_447_320_465_790, "tags": .array(row.tags.map { .string($0) }),
    ]
    for name in ["subject", "description", "status", "priority", "type", "external_id"] {
      ticket.append(name, row.fields[name].map { .string($0) } ?? nil)
    }
    return .object(ticket)
  }

  private func shown(_ file: Attachment, isPublic: Bool) -> JSONValue {
    [
      "id": .number(.init(Int64(file.id))), "file_name": .string(file.name), "filename": .string(file.name),
      "content_type": .string(file.type), "size": .number(.init(Int64(file.bytes.count))),
      "content_url": .string("https://acme.zendesk.example/attachments/token/\(file.id)/?name=x"),
      "is_public": .bool(isPublic),
    ]
  }

  private static func shown(_ marker: String?, _ comment: Int?) -> JSONValue {
    let custom: JSONValue = marker.map { ["baton": .string($0)] } ?? [:]
    let events: [JSONValue] = comment.map { [["id": .number(.init(Int64($0))), "type": "Comment"]] } ?? []
    return ["id": 1, "metadata": ["custom": custom, "system": [:]], "events": .array(events)]
  }

  /// Where the bytes are; it knows no accounts, and who shows it a secret has lost it.
  private func stored(_ request: FarRequest) -> EgressAnswer {
    guard request.header("Authorization") == nil else { return EgressAnswer(status: 400) }
    guard let file = attachments.first(where: { String($0.id) == request.path.last }) else { return Self.notFound }
    return EgressAnswer(status: 200, body: file.bytes)
  }
}
