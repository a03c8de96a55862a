import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON

/// ServiceNow by what its Table and Attachment APIs document (servicenow.com/docs, REST API reference): encoded queries, values
/// with what people see, data policies that demand fields, records that are closed, OAuth 2 at `oauth_token.do`. Its business rule
/// sends the default body of the README.
final class ServiceNowDouble: FarSide {
  /// By sys_id, in the order in which they were made.
  private var records: [[String: String]] = []
  private var journal: [[String: String]] = []
  private var files: [(row: [String: String], bytes: [UInt8])] = []
  private(set) var hooks: [Hook] = []
  var largestFile = 1_073_741_824
  private let tells: Bool
  private var seconds = 0
  private let users = [
    ["user_name": "beth.anglin", "name": "Beth Anglin", "email": "beth@acme.example"],
    ["user_name": "baton", "name": "Baton", "email": ""],
  ]

  init(tells: Bool) { self.tells = tells }

  var tickets: [FarTicket] {
    records.map { record in
      let id = record["sys_id"] ?? ""
      return FarTicket(
        id: id, subject: record["short_description"] ?? "", status: Self.status(record),
        priority: record["priority"] ?? "",
        comments: journal.filter { $0["element_id"] == id }.map {
          .init(id: $0["sys_id"] ?? "", body: $0["value"] ?? "", isPublic: $0["element"] == "comments")
        },
        files: files.filter { $0.row["table_sys_id"] == id }.map {
          .init(name: $0.row["file_name"] ?? "", bytes: $0.bytes)
        })
    }
  }

  private static func status(_ record: [String: String]) -> String {
    let (state, reason) = (record["state"] ?? "", record["hold_reason"] ?? "")
    return state == "3" && (reason == "1" || reason == "4") ? "\(state)/\(reason)" : state
  }

  func answer(_ request: FarRequest) -> EgressAnswer {
    if request.path == ["oauth_token.do"] { return token(request) }
    let basic = "Basic " + Data("baton:\(ServiceNowSubject.password)".utf8).base64EncodedString()
    guard [basic, "Bearer t0ken-of-an-hour"].contains(request.header("Authorization")) else {
      return Self.refusal(401, "User Not Authenticated", "Required to provide Auth information")
    }
    let path = Array(request.path.dropFirst(2))
    guard request.path.starts(with: ["api", "now"]) else { return Self.refusal(404, "No Record found", "") }
    switch (request.method, path.first, path.count) {
    case (.get, "table", 2): return list(path[1], request)
    case (.post, "table", 2): return make(request)
    case (.get, "table", 3): return shown(path[2], request)
    case (.patch, "table", 3): return change(path[2], request)
    case (.get, "attachment", 1): return list("sys_attachment", request)
    case (.post, "attachment", 2): return attach(request)
    case (.get, "attachment", 3):
      guard let file = files.first(where: { $0.row["sys_id"] == path[1] }) else { return Self.notFound }
      return EgressAnswer(status: 200, body: file.bytes)
    case _: return Self.refusal(400, "Requested URI does not represent any resource", "")
    }
  }

  private func token(_ request: FarRequest) -> EgressAnswer {
    let isClient =
      request.field("client_id") == "c-1" && request.field("client_secret") == ServiceNowSubject.clientSecret
    let isUser = request.field("username") == "baton" && request.field("password") == ServiceNowSubject.password
    let grant = request.field("grant_type")
    guard isClient, grant == "client_credentials" || (grant == "password" && isUser) else {
      return .json(["error": "access_denied", "error_description": "access_denied"], status: 401)
    }
    return .json([
      "access_token": "t0ken-of-an-hour", "token_type": "Bearer", "expires_in": 1_799, "scope": "useraccount",
    ])
  }

  private static func refusal(_ status: Int, _ message: String, _ detail: String) -> EgressAnswer {
    .json(["error": ["message": .string(message), "detail": .string(detail)], "status": "failure"], status: status)
  }

  private static let notFound = refusal(
    404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval")
}

/// What people there do.
extension ServiceNowDouble {
  func open(subject: String, description: String) -> String {
    make(["short_description": subject, "description": description, "caller_id": "beth.anglin"], by: "beth.anglin")
  }

  func say(_ text: String, isPublic: Bool, on id: String) {
    change(id, [isPublic ? "comments" : "work_notes": text], by: "beth.anglin")
  }

  func attach(_ name: String, _ bytes: [UInt8], to id: String) { attach(name, "", bytes, to: id, by: "beth.anglin") }

  func set(status: String, of id: String) {
    let parts = status.split(separator: "/").map(String.init)
    change(id, ["state": parts[0], "hold_reason": parts.count > 1 ? parts[1] : ""], by: "beth.anglin")
  }

  func closeForGood(_ id: String) -> Bool {
    change(id, ["state": "7", "active": "false"], by: "beth.anglin")
    return true
  }
}

/// What happens to records.
extension ServiceNowDouble {
  private func now() -> String {
    seconds += 1
    return RFC3339.text(Date(timeIntervalSince1970: 1_790_000_000 + Double(seconds / 3)))
      .replacingOccurrences(of: "T", with: " ").replacingOccurrences(of: "Z", with: "")
  }

  private func newID() -> String {
    let digits = String(records.count + journal.count + files.count + 1, radix: 16)
    return "9d385017c611228701d22104cc95" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  private func make(_ fields: [String: String], by user: String) -> String {
    let id = newID()
    let number = String(records.count + 10_023)
    records.append([
      "sys_id": id, "number": "INC00\(number)", "state": "1", "hold_reason": "", "impact": "3", "urgency": "3",
      "active": "true", "close_code": "", "close_notes": "", "correlation_id": "", "description": "",
      "sys_mod_count": "-1",
    ])
    change(id, fields, by: user)
    return id
  }

  private func change(_ id: String, _ fields: [String: String], by user: String) {
    guard let index = records.firstIndex(where: { $0["sys_id"] == id }) else { return }
    let time = now()
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
      if key == "comments" || key == "work_notes" {
        journal.append([
          "sys_id": newID(), "element_id": id, "element": key, "value": value, "sys_created_by": user,
          "sys_created_on": time, "name": "incident",
        ])
      } else {
        records[index][key] = value
      }
    }
    let (impact, urgency) = (Int(records[index]["impact"] ?? "") ?? 3, Int(records[index]["urgency"] ?? "") ?? 3)
    records[index]["priority"] = String(min(5, max(1, impact + urgency - 1)))
    records[index]["sys_updated_on"] = time
    records[index]["sys_updated_by"] = user
    records[index]["sys_mod_count"] = String((Int(records[index]["sys_mod_count"] ?? "") ?? 0) + 1)
    tell(records[index], files: [])
  }

  private func attach(_ name: String, _ type: String, _ bytes: [UInt8], to id: String, by user: String) {
    let row = [
      "sys_id": newID(), "table_name": "incident", "table_sys_id": id, "file_name": name, "content_type": type,
      "size_bytes": String(bytes.count), "sys_created_by": user, "sys_created_on": now(),
    ]
    files.append((row, bytes))
    if let record = records.first(where: { $0["sys_id"] == id }) { tell(record, files: [row]) }
  }

  /// The default body of the README.
  private func tell(_ record: [String: String], files: [[String: String]]) {
    guard tells else { return }
    let id = record["sys_id"] ?? ""
    let key = files.first?["sys_id"].map { "file/\($0)" } ?? "\(id)/\(record["sys_mod_count"] ?? "")"
    var shown = Self.object(record.filter { $0.key != "caller_id" }).object ?? [:]
    if let caller = users.first(where: { $0["user_name"] == record["caller_id"] }) {
      shown.append(
        "caller_id",
        Self.object(["value": "u-1", "display_value": caller["name"] ?? "", "email": caller["email"] ?? ""]))
    }
    let entries = journal.filter { $0["element_id"] == id && files.isEmpty }.suffix(20).map { entry in
      var entry = entry
      entry["name"] = users.first { $0["user_name"] == entry["sys_created_by"] }?["name"]
      return Self.object(entry)
    }
    let body: JSONValue = [
      "key": .string(key), "record": .object(shown), "entries": .array(entries),
      "files": .array(files.map(Self.object)),
    ]
    hooks.append(Hook(headers: [("content-type", "application/json")], body: JSONWriter.bytes(of: body)))
  }

  private static func object(_ row: [String: String]) -> JSONValue {
    .object(JSONObject(row.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
  }
}

/// What its interface does.
extension ServiceNowDouble {
  private func make(_ request: FarRequest) -> EgressAnswer {
    guard let body = request.json?.object else { return Self.refusal(400, "Exception while reading request", "") }
    let id = make(Self.fields(body), by: "baton")
    return shown(id, request, status: 201)
  }

  private func change(_ id: String, _ request: FarRequest) -> EgressAnswer {
    guard let record = records.first(where: { $0["sys_id"] == id }) else { return Self.notFound }
    guard record["active"] == "true" else {
      return Self.refusal(403, "Operation Failed", "ACL Exception Update Failed due to security constraints")
    }
    let fields = Self.fields(request.json?.object ?? [:])
    let became = record.merging(fields) { $1 }
    let demanded: [String] =
      switch became["state"] {
      case "3": ["hold_reason"]
      case "6", "7": ["close_code", "close_notes"]
      case _: []
      }
    let lacking = demanded.filter { became[$0, default: ""].isEmpty }
    guard lacking.isEmpty else {
      return Self.refusal(
        403, "Operation Failed",
        "Data Policy Exception: The following fields are mandatory: \(lacking.joined(separator: ", "))")
    }
    change(id, fields, by: "baton")
    return shown(id, request)
  }

  private static func fields(_ body: JSONObject) -> [String: String] {
    Dictionary(body.members.map { ($0.key, $0.value.string ?? "") }) { $1 }
  }

  private func attach(_ request: FarRequest) -> EgressAnswer {
    guard let id = request.query("table_sys_id"), let name = request.query("file_name"),
      records.contains(where: { $0["sys_id"] == id })
    else { return Self.notFound }
    guard request.body.count <= largestFile else {
      return EgressAnswer(status: 413, body: Array("Request Entity Too Large".utf8))
    }
    attach(name, request.header("Content-Type") ?? "", request.body, to: id, by: "baton")
    return .json(["result": Self.object(files.last?.row ?? [:])], status: 201)
  }

  private func shown(_ id: String, _ request: FarRequest, status: Int = 200) -> EgressAnswer {
    guard let record = records.first(where: { $0["sys_id"] == id }) else { return Self.notFound }
    return .json(["result": Self.object(Self.chosen(record, request))], status: status)
  }

  private static func chosen(_ row: [String: String], _ request: FarRequest) -> [String: String] {
    guard let names = request.query("sysparm_fields")?.split(separator: ",").map(String.init) else { return row }
    return row.filter { names.contains($0.key) }
  }

  private func list(_ table: String, _ request: FarRequest) -> EgressAnswer {
    let rows: [[String: String]]
    switch table {
    case "incident": rows = records
    case "sys_journal_field": rows = journal
    case "sys_attachment": rows = files.map(\.row)
    case "sys_user": rows = users
    case _: return Self.refusal(400, "Invalid table \(table)", "")
    }
    let found = Self.found(rows, by: request.query("sysparm_query") ?? "")
      .prefix(Int(request.query("sysparm_limit") ?? "") ?? 10_000)
    let isFull = request.query("sysparm_display_value") == "all"
    return .json([
      "result": .array(
        found.map { row in
          let chosen = Self.chosen(row, request)
          guard isFull else { return Self.object(chosen) }
          return .object(
            JSONObject(
              chosen.sorted { $0.key < $1.key }.map { key, value in
                (key, ["display_value": .string(value), "value": .string(value)])
              }))
        })
    ])
  }

  /// An encoded query: conditions joined by carets, each a field, an operator and a value; `^^` is a caret.
  private static func found(_ rows: [[String: String]], by query: String) -> [[String: String]] {
    var rows = rows
    var order: [(field: String, falls: Bool)] = []
    let conditions = query.replacingOccurrences(of: "^^", with: "\u{1}").split(separator: "^")
      .map { $0.replacingOccurrences(of: "\u{1}", with: "^") }
    for condition in conditions {
      if condition.hasPrefix("ORDERBYDESC") {
        order.append((String(condition.dropFirst(11)), true))
      } else if condition.hasPrefix("ORDERBY") {
        order.append((String(condition.dropFirst(7)), false))
      } else if let match = condition.wholeMatch(of: /([a-z_]+)(>=|=|IN)(.*)/.dotMatchesNewlines()) {
        let (field, value) = (String(match.1), String(match.3))
        rows = rows.filter { row in
          let own = row[field] ?? ""
          return switch match.2 {
          case ">=": own >= value
          case "IN": value.split(separator: ",").map(String.init).contains(own)
          case _: own == value
          }
        }
      }
    }
    guard let first = order.first else { return rows }
    return rows.sorted { left, right in
      let (one, other) = (left[first.field] ?? "", right[first.field] ?? "")
      if one != other { return first.falls ? one > other : one < other }
      return (left["sys_id"] ?? "") < (right["sys_id"] ?? "")
    }
  }
}
