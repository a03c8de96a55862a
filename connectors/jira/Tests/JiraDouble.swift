import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON

/// Jira by what Atlassian documents of the platform's REST interface (versions 2 and 3), of Service Management's, and of
/// webhooks (developer.atlassian.com): statuses are reached by transitions only, fields that are not on a screen are refused,
/// searches tell what was updated in the last minutes, files lie in a store of their own.
final class JiraDouble: FarSide {
  struct Manner {
    var isCloud = true
    var isService = true
    var sendsWebhooks = true
    var authorization = ""
  }

  let manner: Manner
  var issues: [Issue] = []
  private(set) var hooks: [Hook] = []
  var largestFile = 10_000_000
  /// Of every issue: there is a way to each from each, but for what a test takes away.
  var statuses = ["Open", "In Progress", "Waiting for customer", "Pending", "Resolved", "Closed", "Canceled"]
  /// Fields of the screens of transitions, by the status that they lead to.
  var screens: [String: JSONObject] = [:]
  /// What no screen has, though it is not said.
  var offScreen: Set<String> = []
  /// Whether requests are known to the portal.
  var hasPortal = true
  private var temporary: [String: FarTicket.File] = [:]
  private var serial = 10_000
  /// Each thing that happens takes a second.
  private var clock = 1_789_990_000

  static let own = "5b10ac8d82e05b22cc7d4ef5"
  private static let other = "5b10a2844c20165700ede21g"

  struct Issue {
    var ticket: FarTicket
    let creator: String
    var description: JSONValue
    var labels: [String] = []
    var properties: [JSONValue] = []
    var created: Int
    var updated: Int
    var history: [JSONValue] = []
    var said: [Said] = []
    var files: [Attached] = []
  }

  struct Said {
    let id: String
    let author: String
    var body: JSONValue
    var isPublic: Bool
    var properties: [JSONValue] = []
    let at: Int
  }

  struct Attached {
    let id: String
    let author: String
    let file: FarTicket.File
  }

  init(_ manner: Manner) { self.manner = manner }

  var tickets: [FarTicket] { issues.map(\.ticket) }

  func next() -> String {
    serial += 1
    return String(serial)
  }

  func tick() -> Int {
    clock += 1
    return clock
  }

  func answer(_ request: FarRequest) -> EgressAnswer {
    if request.origin == "https://store.example:443" { return stored(request) }
    guard request.header("Authorization") == manner.authorization else {
      return .json(["message": "Client must be authenticated to access this resource."], status: 401)
    }
    if request.path.starts(with: ["secure", "attachment"]) {
      return content(request.path.count > 2 ? request.path[2] : "")
    }
    switch Array(request.path.prefix(2)) {
    case ["rest", "servicedeskapi"]: return portal(Array(request.path.dropFirst(2)), request)
    case ["rest", "api"] where request.path.count > 3:
      let isDocument = request.path[2] == "3"
      guard ["2", "3"].contains(request.path[2]), manner.isCloud || !isDocument else { return Self.missing }
      return platform(Array(request.path.dropFirst(3)), request, isDocument: isDocument)
    case _: return Self.missing
    }
  }

  static let missing = EgressAnswer.json(
    ["errorMessages": ["Issue does not exist or you do not have permission to see it."], "errors": [:]], status: 404)

  static func refusal(_ errors: JSONObject) -> EgressAnswer {
    .json(["errorMessages": [], "errors": .object(errors)], status: 400)
  }

  /// An attachment's bytes: where they are, and from there, for which no password is asked.
  func content(_ id: String) -> EgressAnswer {
    guard issues.flatMap(\.files).contains(where: { $0.id == id }) else { return Self.missing }
    return EgressAnswer(
      status: 303, headers: [AnswerHeader(name: "Location", value: "https://store.example/file/\(id)?token=signed")])
  }

  private func stored(_ request: FarRequest) -> EgressAnswer {
    guard request.header("Authorization") == nil else { return EgressAnswer(status: 400) }
    guard let file = issues.flatMap(\.files).first(where: { $0.id == request.path.last }) else { return Self.missing }
    return EgressAnswer(status: 200, body: file.file.bytes)
  }
}

/// What people there do.
extension JiraDouble {
  func open(subject: String, description: String) -> String {
    let id = make(subject, .string(description), by: Self.other)
    tell("jira:issue_created", id, by: Self.other)
    return id
  }

  func say(_ text: String, isPublic: Bool, on id: String) {
    guard let place = place(of: id) else { return }
    say(.string(text), isPublic: isPublic, at: place, by: Self.other)
  }

  func attach(_ name: String, _ bytes: [UInt8], to id: String) {
    guard let place = place(of: id) else { return }
    keep(FarTicket.File(name: name, bytes: bytes), at: place, by: Self.other)
  }

  func set(status: String, of id: String) {
    guard let place = place(of: id) else { return }
    move(place, to: status, by: Self.other)
  }

  func closeForGood(_: String) -> Bool { false }

  func edit(_ item: String, of id: String, to text: String) {
    guard let place = place(of: id), let said = issues[place].said.firstIndex(where: { $0.id == item }) else { return }
    issues[place].said[said].body = .string(text)
    tell("comment_updated", id, by: Self.other, ["comment": shown(issues[place].said[said])])
  }
}

/// What comes of it.
extension JiraDouble {
  func place(of id: String) -> Int? { issues.firstIndex { $0.ticket.id == id || key($0) == id } }

  func key(_ issue: Issue) -> String { "HELP-\(issue.ticket.id)" }

  func make(_ subject: String, _ description: JSONValue, by author: String, priority: String = "Medium") -> String {
    let id = next()
    let now = tick()
    issues.append(
      Issue(
        ticket: FarTicket(id: id, subject: subject, status: "Open", priority: priority), creator: author,
        description: description, created: now, updated: now))
    return id
  }

  @discardableResult
  func say(
    _ body: JSONValue, isPublic: Bool, at place: Int, by author: String, properties: [JSONValue] = []
  ) -> Said {
    let said = Said(
      id: next(), author: author, body: body, isPublic: isPublic, properties: properties, at: tick())
    issues[place].said.append(said)
    issues[place].ticket.comments.append(.init(id: said.id, body: Self.words(body), isPublic: isPublic))
    issues[place].updated = said.at
    tell("comment_created", issues[place].ticket.id, by: author, ["comment": shown(said)])
    return said
  }

  @discardableResult
  func keep(_ file: FarTicket.File, at place: Int, by author: String) -> Attached {
    let attached = Attached(id: next(), author: author, file: file)
    issues[place].files.append(attached)
    issues[place].ticket.files.append(file)
    issues[place].updated = tick()
    note("Attachment", from: "", to: file.name, place, by: author)
    return attached
  }

  func move(_ place: Int, to status: String, by author: String) {
    let before = issues[place].ticket.status
    issues[place].ticket.status = status
    issues[place].updated = tick()
    note("status", from: before, to: status, place, by: author)
  }

  func note(_ field: String, from: String, to: String, _ place: Int, by author: String) {
    let change: JSONValue = [
      "id": .string(next()), "author": person(author), "created": .string(Self.time(issues[place].updated)),
      "items": [["field": .string(field), "fromString": .string(from), "toString": .string(to)]],
    ]
    issues[place].history.append(change)
    tell("jira:issue_updated", issues[place].ticket.id, by: author, ["changelog": change])
  }

  func remove(_ item: String, at place: Int, by author: String) {
    guard let said = issues[place].said.first(where: { $0.id == item }) else { return }
    issues[place].said.removeAll { $0.id == item }
    issues[place].ticket.comments.removeAll { $0.id == item }
    tell("comment_deleted", issues[place].ticket.id, by: author, ["comment": shown(said)])
  }

  func bring(_ file: FarTicket.File) -> String {
    let id = "temp\(next())"
    temporary[id] = file
    return id
  }

  func brought(_ id: String) -> FarTicket.File? { temporary[id] }

  private func tell(_ event: String, _ id: String, by author: String, _ beside: JSONObject = [:]) {
    guard manner.sendsWebhooks, let place = place(of: id) else { return }
    var body: JSONObject = [
      "timestamp": .number(JSONNumber(Int64(tick()) * 1_000)), "webhookEvent": .string(event),
      "issue": shown(issues[place], isDocument: false),
    ]
    if event.hasPrefix("jira:") { body.append("user", person(author)) }
    for member in beside.members { body.append(member.key, member.value) }
    hooks.append(
      Hook(
        headers: [("content-type", "application/json"), ("x-atlassian-webhook-identifier", "hook-\(hooks.count)")],
        body: JSONWriter.bytes(of: .object(body))))
  }
}

/// How Jira shows it.
extension JiraDouble {
  func shown(_ issue: Issue, isDocument: Bool) -> JSONValue {
    [
      "id": .string(issue.ticket.id), "key": .string(key(issue)),
      "self": "https://jira.example/rest/api/2/issue/\(issue.ticket.id)".jsonValue,
      "fields": [
        "summary": .string(issue.ticket.subject), "description": issue.description,
        "project": ["key": "HELP", "id": "10000"], "labels": .array(issue.labels.map { .string($0) }),
        "status": ["name": .string(issue.ticket.status), "statusCategory": ["key": "indeterminate"]],
        "priority": ["name": .string(issue.ticket.priority)], "issuetype": ["name": "Task"], "resolution": nil,
        "creator": person(issue.creator), "reporter": person(issue.creator),
        "created": .string(Self.time(issue.created)), "updated": .string(Self.time(issue.updated)),
        "attachment": .array(issue.files.map { shown($0) }),
      ],
      "changelog": ["histories": .array(issue.history)],
    ]
  }

  func shown(_ said: Said) -> JSONValue {
    var comment: JSONObject = [
      "id": .string(said.id), "author": person(said.author), "updateAuthor": person(said.author), "body": said.body,
      "created": .string(Self.time(said.at)), "updated": .string(Self.time(said.at)),
    ]
    if manner.isCloud { comment.append("jsdPublic", .bool(said.isPublic)) }
    let own: [JSONValue] = said.isPublic ? [] : [["key": "sd.public.comment", "value": ["internal": true]]]
    comment.append("properties", .array(said.properties.filter { $0["key"] != "sd.public.comment" } + own))
    return .object(comment)
  }

  func shown(_ file: Attached) -> JSONValue {
    [
      "id": .string(file.id), "filename": .string(file.file.name), "author": person(file.author),
      "size": .number(JSONNumber(Int64(file.file.bytes.count))), "mimeType": "application/octet-stream",
      "content": .string("https://jira.example/rest/api/3/attachment/content/\(file.id)"),
    ]
  }

  func person(_ id: String) -> JSONValue {
    manner.isCloud
      ? [
        "accountId": .string(id), "displayName": id == Self.own ? "Baton" : "Marijke de Wit",
        "accountType": "atlassian",
      ]
      : [
        "name": id == Self.own ? "baton" : "marijke", "key": id == Self.own ? "JIRAUSER1" : "JIRAUSER2",
        "displayName": id == Self.own ? "Baton" : "Marijke de Wit", "emailAddress": "someone@jira.example",
      ]
  }

  /// A document's or wiki text's words.
  static func words(_ body: JSONValue) -> String {
    if let text = body.string { return text.replacing("\\", with: "") }
    let inner = (body["content"]?.array ?? []).map(words).joined(separator: body["type"] == "doc" ? "\n" : "")
    return (body["text"]?.string ?? "") + (body["type"] == "hardBreak" ? "\n" : "") + inner
  }

  /// `2026-09-21T16:13:20.000+0200`.
  static func time(_ seconds: Int) -> String {
    let text = RFC3339.text(Date(timeIntervalSince1970: Double(seconds + 7_200)))
    return String(text.dropLast()) + ".000+0200"
  }
}
