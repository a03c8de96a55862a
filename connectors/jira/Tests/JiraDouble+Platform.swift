import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON

/// The platform's interface.
extension JiraDouble {
  func platform(_ path: [String], _ request: FarRequest, isDocument: Bool) -> EgressAnswer {
    switch (request.method, path.count, path.first) {
    case (.get, 1, "myself"): return .json(person(Self.own))
    case (.get, 3, "project"):
      let shown = statuses.map { JSONValue.object(["name": .string($0), "statusCategory": ["key": "done"]]) }
      return .json([["name": "Task", "statuses": .array(shown)]])
    case (.get, 1, "search") where !manner.isCloud: return search(request)
    case (.get, 2, "search") where manner.isCloud && path[1] == "jql": return search(request)
    case (.get, 3, "attachment") where manner.isCloud && path[1] == "content": return content(path[2])
    case (.post, 1, "issue"): return make(request.json ?? nil, isDocument: isDocument)
    case (_, _, "issue") where path.count > 1:
      guard let place = place(of: path[1]) else { return Self.missing }
      return issue(place, Array(path.dropFirst(2)), request, isDocument: isDocument)
    case _: return Self.missing
    }
  }

  private func issue(
    _ place: Int, _ path: [String], _ request: FarRequest, isDocument: Bool
  ) -> EgressAnswer {
    switch (request.method, path.first ?? "", path.count) {
    case (.get, "", _): return .json(shown(issues[place], isDocument: isDocument))
    case (.put, "", _): return change(place, request.json?["fields"]?.object ?? [:])
    case (.get, "transitions", _): return .json(["transitions": .array(transitions(place))])
    case (.post, "transitions", _): return move(place, request.json ?? nil)
    case (.get, "comment", 1):
      return .json(["comments": .array(issues[place].said.reversed().prefix(50).map { shown($0) })])
    case (.post, "comment", 1): return comment(request.json ?? nil, place, isDocument: isDocument)
    case (.put, "comment", 2): return edit(path[1], request.json ?? nil, place, isDocument: isDocument)
    case (.delete, "comment", 2):
      guard issues[place].said.contains(where: { $0.id == path[1] }) else { return Self.missing }
      remove(path[1], at: place, by: Self.own)
      return EgressAnswer(status: 204)
    case (.post, "attachments", _): return attach(request, place)
    case _: return Self.missing
    }
  }

  private func make(_ body: JSONValue, isDocument: Bool) -> EgressAnswer {
    let fields = body["fields"]?.object ?? [:]
    var errors: JSONObject = [:]
    guard fields["project"]?["key"]?.string == "HELP" else {
      return Self.refusal(["project": "valid project is required"])
    }
    guard let summary = fields["summary"]?.string, !summary.isEmpty, !summary.contains("\n"), summary.count <= 255
    else {
      return Self.refusal(["summary": "You must specify a summary of the issue."])
    }
    guard fields["issuetype"]?["name"]?.string == "Task" else { return Self.refusal(["issuetype": "valid issue type"]) }
    let known = ["project", "summary", "issuetype", "labels", "description", "priority"]
    for member in fields.members where !known.contains(member.key) || offScreen.contains(member.key) {
      errors.set(
        member.key,
        to: .string("Field '\(member.key)' cannot be set. It is not on the appropriate screen, or unknown."))
    }
    if let text = fields["description"], let error = Self.unfit(text, isDocument) {
      errors.set("description", to: error)
    }
    guard errors.members.isEmpty else { return Self.refusal(errors) }
    let id = make(
      summary, fields["description"] ?? nil, by: Self.own, priority: fields["priority"]?["name"]?.string ?? "Medium")
    guard let place = place(of: id) else { return Self.missing }
    issues[place].labels = fields["labels"]?.array?.compactMap(\.string) ?? []
    issues[place].properties = body["properties"]?.array ?? []
    note("issue", from: "", to: "made", place, by: Self.own)
    return .json(
      ["id": .string(id), "key": .string(key(issues[place])), "self": "https://jira.example"], status: 201)
  }

  /// API 3 takes documents and nothing else, API 2 text.
  private static func unfit(_ text: JSONValue, _ isDocument: Bool) -> JSONValue? {
    if isDocument {
      guard text["type"]?.string == "doc", text["version"]?.integer == 1, isWhole(text) else {
        return "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
      }
    } else if text.string == nil {
      return "Operation value must be a string"
    }
    return words(text).count > 32_767
      ? "The entered text is too long. It exceeds the allowed limit of 32,767 characters." : nil
  }

  /// A document has no empty text in it.
  private static func isWhole(_ node: JSONValue) -> Bool {
    (node["type"]?.string != "text" || node["text"]?.string?.isEmpty == false)
      && (node["content"]?.array ?? []).allSatisfy(isWhole)
  }

  private func change(_ place: Int, _ fields: JSONObject) -> EgressAnswer {
    if offScreen.contains("priority") {
      return Self.refusal([
        "priority": "Field 'priority' cannot be set. It is not on the appropriate screen, or unknown."
      ])
    }
    if let priority = fields["priority"]?["name"]?.string { issues[place].ticket.priority = priority }
    issues[place].updated = tick()
    note("priority", from: "", to: issues[place].ticket.priority, place, by: Self.own)
    return EgressAnswer(status: 204)
  }

  private func transitions(_ place: Int) -> [JSONValue] {
    statuses.enumerated().filter { $0.element != issues[place].ticket.status }.map { number, status in
      [
        "id": .string(String(11 + number)), "name": .string("Go to \(status)"),
        "to": ["name": .string(status), "id": .string(String(10_100 + number))],
        "fields": .object(screens[status] ?? [:]),
      ]
    }
  }

  private func move(_ place: Int, _ body: JSONValue) -> EgressAnswer {
    let id = body["transition"]?["id"]?.string
    guard let way = transitions(place).first(where: { $0["id"]?.string == id }), let to = way["to"]?["name"]?.string
    else {
      return .json(["errorMessages": ["Transition id is not valid for this issue."], "errors": [:]], status: 400)
    }
    let fields = body["fields"]?.object ?? [:]
    var errors: JSONObject = [:]
    let screen = screens[to] ?? [:]
    for member in fields.members where screen[member.key] == nil || offScreen.contains(member.key) {
      errors.set(
        member.key,
        to: .string("Field '\(member.key)' cannot be set. It is not on the appropriate screen, or unknown."))
    }
    for member in screen.members where member.value["required"]?.bool == true && fields[member.key] == nil {
      errors.set(member.key, to: .string("\(member.key) is required."))
    }
    guard errors.members.isEmpty else { return Self.refusal(errors) }
    move(place, to: to, by: Self.own)
    return EgressAnswer(status: 204)
  }

  private func comment(_ body: JSONValue, _ place: Int, isDocument: Bool) -> EgressAnswer {
    guard let text = body["body"], !Self.words(text).isEmpty else {
      return Self.refusal(["comment": "Comment body can not be empty!"])
    }
    if let error = Self.unfit(text, isDocument) { return Self.refusal(["comment": error]) }
    let properties = body["properties"]?.array ?? []
    let isInternal = properties.contains { $0["key"] == "sd.public.comment" && $0["value"]?["internal"] == true }
    let said = say(text, isPublic: !isInternal, at: place, by: Self.own, properties: properties)
    return .json(shown(said), status: 201)
  }

  private func edit(_ item: String, _ body: JSONValue, _ place: Int, isDocument: Bool) -> EgressAnswer {
    guard let said = issues[place].said.firstIndex(where: { $0.id == item }), let text = body["body"] else {
      return Self.missing
    }
    if let error = Self.unfit(text, isDocument) { return Self.refusal(["comment": error]) }
    issues[place].said[said].body = text
    for index in issues[place].ticket.comments.indices where issues[place].ticket.comments[index].id == item {
      issues[place].ticket.comments[index].body = Self.words(text)
    }
    return .json(shown(issues[place].said[said]))
  }

  private func attach(_ request: FarRequest, _ place: Int) -> EgressAnswer {
    guard request.header("X-Atlassian-Token") == "no-check" else { return EgressAnswer(status: 403) }
    guard let part = request.part("file"), let name = part.filename else { return Self.refusal([:]) }
    guard part.bytes.count <= largestFile else { return EgressAnswer(status: 413) }
    return .json([shown(keep(FarTicket.File(name: name, bytes: part.bytes), at: place, by: Self.own))])
  }

  /// Of JQL, what is updated since some minutes ago, and what the hub itself made.
  private func search(_ request: FarRequest) -> EgressAnswer {
    let jql = request.query("jql") ?? ""
    guard jql.hasPrefix("project = \"HELP\"") else { return .json(["errorMessages": ["bad JQL"]], status: 400) }
    var found = issues
    if let minutes = jql.firstMatch(of: /updated >= -(\d+)m/).flatMap({ Int($0.output.1) }) {
      found = found.filter { $0.updated / 60 * 60 >= 1_790_000_000 - minutes * 60 }
    }
    if jql.contains("creator = currentUser()") { found = found.filter { $0.creator == Self.own } }
    found.sort { jql.contains("DESC") ? $0.updated > $1.updated : $0.updated < $1.updated }
    let size = min(Int(request.query("maxResults") ?? "") ?? 50, 30)
    let start = Int(request.query(manner.isCloud ? "nextPageToken" : "startAt") ?? "") ?? 0
    let page = found.dropFirst(start).prefix(size).map { issue -> JSONValue in
      var shown = shown(issue, isDocument: true).object ?? [:]
      for property in issue.properties where property["key"] == "baton" {
        shown.append("properties", ["baton": property["value"] ?? nil])
      }
      return .object(shown)
    }
    var answer: JSONObject = ["issues": .array(page)]
    if manner.isCloud {
      if start + page.count < found.count { answer.append("nextPageToken", .string(String(start + page.count))) }
    } else {
      answer.append("total", .number(JSONNumber(Int64(found.count))))
    }
    return .json(.object(answer))
  }
}

/// Service Management's interface.
extension JiraDouble {
  func portal(_ path: [String], _ request: FarRequest) -> EgressAnswer {
    if request.method == .post, path.count == 3, path[0] == "servicedesk", path[2] == "attachTemporaryFile" {
      guard request.header("X-Atlassian-Token") == "no-check", path[1] == "7" else { return EgressAnswer(status: 403) }
      guard let part = request.part("file"), let name = part.filename else { return Self.refusal([:]) }
      guard part.bytes.count <= largestFile else { return EgressAnswer(status: 413) }
      let id = bring(FarTicket.File(name: name, bytes: part.bytes))
      return .json(
        ["temporaryAttachments": [["temporaryAttachmentId": .string(id), "fileName": .string(name)]]], status: 201)
    }
    guard manner.isService, hasPortal, path.count >= 2, path[0] == "request", let place = place(of: path[1]) else {
      return .json(
        [
          "errorMessage": "Either you don't have access to this request type, or it doesn't exist.",
          "i18nErrorMessage": ["i18nKey": "sd.customerview.error.vpOriginMissing", "parameters": []],
        ], status: 404)
    }
    switch (request.method, path.count > 2 ? path[2] : "") {
    case (.get, ""):
      return .json(["issueId": .string(issues[place].ticket.id), "serviceDeskId": "7", "requestTypeId": "25"])
    case (.post, "comment"):
      guard let text = request.json?["body"]?.string, !text.isEmpty, let isPublic = request.json?["public"]?.bool else {
        return .json(["errorMessage": "A comment has a body and is public or not"], status: 400)
      }
      let said = say(.string(text), isPublic: isPublic, at: place, by: Self.own)
      return .json(["id": .string(said.id), "body": said.body, "public": .bool(isPublic)], status: 201)
    case (.post, "attachment"):
      let ids = request.json?["temporaryAttachmentIds"]?.array?.compactMap(\.string) ?? []
      let files = ids.compactMap { brought($0) }
      guard !files.isEmpty, files.count == ids.count else {
        return .json(["errorMessage": "no such file"], status: 400)
      }
      let kept = files.map { keep($0, at: place, by: Self.own) }
      let values = kept.map { file -> JSONValue in
        [
          "filename": .string(file.file.name),
          "_links": ["jiraRest": .string("https://jira.example/rest/api/2/attachment/\(file.id)")],
        ]
      }
      return .json(["comment": [:], "attachments": ["values": .array(values)]], status: 201)
    case _: return Self.missing
    }
  }
}
