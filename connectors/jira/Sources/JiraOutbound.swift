import ConnectorKit
import Federation
import Foundation
import StrictJSON
import Ticketing

/// What Jira is told. Where an answer was lost before, it is looked first for the hub's own mark there.
struct JiraOutbound {
  private let desk: JSONConversation
  private let settings: JiraSettings
  private let wasTried: Bool

  /// So many of an issue's last comments are looked at for one of the hub's own.
  private static let lookedAt = "50"

  init(_ settings: JiraSettings, _ exchange: Exchange) throws(DeliveryFailure) {
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
      return try say(comment, marker: change.marker, on: id, from: 0) { receipt, _ in .done(receipt) }
    case .edit(let item, let comment):
      guard try desk.answer(0) != nil else {
        return try desk.ask(.put, settings.issue(id, "comment", item), body: body(of: comment, marker: nil))
      }
      return .done(Receipt(item: item, omitted: cut(comment)))
    case .retract(let item):
      guard try desk.answer(0, mayBeAbsent: true) != nil else {
        return try desk.ask(.delete, settings.issue(id, "comment", item))
      }
      return .done(Receipt())
    case .file(let file): return try attach(file, to: id, by: change.author)
    case .status(let status): return try set(status, on: id, marker: change.marker)
    case .priority(let priority):
      let fields: [Field] = [Field("priority", ["name": .string(priority)], isRequired: false)]
      return try send(.put, settings.issue(id), fields, from: 0) { _, omitted, _ in .done(Receipt(omitted: omitted)) }
    }
  }
}

/// Issues, and fields that Jira may refuse.
extension JiraOutbound {
  private struct Field {
    let key: String
    let value: JSONValue
    let isRequired: Bool

    init(_ key: String, _ value: JSONValue, isRequired: Bool = true) {
      self.key = key
      self.value = value
      self.isRequired = isRequired
    }
  }

  private func open(_ ticket: NewTicket, marker: String) throws(DeliveryFailure) -> Step<Receipt> {
    var place = 0
    if wasTried {
      guard let found = try desk.answer(0) else { return try askForOwnIssues(marker) }
      place = 1
      if let issue = found["issues"]?.array?.first(where: { isMarked($0, marker) }) {
        return try receipt(for: issue, omitted: [], from: place)
      }
    }
    var fields = [
      Field("project", ["key": .string(settings.project)]),
      Field("issuetype", ["name": .string(ticket.type ?? settings.issueType)]),
      Field("summary", .string(String(ticket.subject.prefix(250)))),
      Field("labels", [.string(JiraSettings.label(marker))], isRequired: false),
    ]
    let (description, isCut) = JiraText.fitting(ticket.description)
    if !description.isEmpty {
      let text = JiraText.write(description, .markdown, asDocument: settings.writesDocuments)
      fields.append(Field("description", text, isRequired: false))
    }
    if let priority = ticket.priority {
      fields.append(Field("priority", ["name": .string(priority)], isRequired: false))
    }
    for (key, value) in ticket.fields.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
      fields.removeAll { $0.key == key }
      fields.append(Field(key, JiraField.value(value, of: key, nil, settings), isRequired: false))
    }
    let beside: JSONObject = ["properties": [JiraSettings.mark(marker)]]
    return try send(.post, settings.api("issue"), fields, beside: beside, from: place) {
      made, omitted, place throws(DeliveryFailure) in
      try receipt(for: made, omitted: omitted + (isCut ? [.kind(.endOfText)] : []), from: place)
    }
  }

  /// The hub's own new issues, by their label, or where Jira did not take that, by what is kept on them.
  private func askForOwnIssues(_ marker: String) throws(DeliveryFailure) -> Step<Receipt> {
    let label = "labels = \"\(JiraSettings.label(marker))\""
    let jql = "project = \"\(settings.project)\" AND created >= -14d AND (\(label) OR creator = currentUser())"
    return try desk.ask(
      .get, settings.search,
      query: [
        ("jql", jql + " ORDER BY created DESC"), ("fields", "labels"), ("properties", JiraSettings.property),
        ("maxResults", "50"),
      ], whole: 4_194_304)
  }

  private func isMarked(_ issue: JSONValue, _ marker: String) -> Bool {
    JiraSettings.marker(issue["fields"]?["labels"]) == marker
      || issue["properties"]?[JiraSettings.property]?["marker"]?.string == marker
  }

  private func receipt(
    for issue: JSONValue, omitted: [Omission], from place: Int
  ) throws(DeliveryFailure) -> Step<Receipt> {
    guard let id = issue["id"]?.string, let key = issue["key"]?.string else { throw .permanent(.unintelligible) }
    guard let whole = try desk.answer(place, mayBeAbsent: true) else {
      return try desk.ask(.get, settings.issue(id), query: [("fields", "status")])
    }
    let reference = ExternalReference(id: id, number: key, url: settings.page(of: key))
    let status = JiraVocabulary.status(whole["fields"]?["status"]?["name"]?.string)
    return .done(Receipt(ticket: reference, status: status, omitted: omitted))
  }

  /// Sends fields; what Jira refuses and need not be there is left out of the next try, which screens make necessary that tell
  /// of fewer fields than they check.
  private func send(
    _ method: EgressRequest.Method, _ path: [String], _ fields: [Field], beside: JSONObject = [:], from start: Int,
    _ next: (JSONValue, [Omission], Int) throws(DeliveryFailure) -> Step<Receipt>
  ) throws(DeliveryFailure) -> Step<Receipt> {
    var omitted: [Omission] = []
    var place = start
    while let answer = desk.raw(place) {
      guard answer.status == 400 else {
        return try next(try desk.answer(place) ?? .null, omitted, place + 1)
      }
      let refused = (try? JSONConversation.value(of: answer))?["errors"]?.object?.members.map(\.key) ?? []
      let unsent = refused.filter { key in !fields.contains { $0.key == key } }
      guard unsent.isEmpty else { throw .permanent(.lacking(fields: unsent)) }
      let dropped = fields.filter { !$0.isRequired && refused.contains($0.key) && !omitted.contains(.field($0.key)) }
      guard !dropped.isEmpty else { throw .permanent(.refused(status: 400)) }
      omitted += dropped.map { .field($0.key) }
      place += 1
    }
    var sent = JSONObject()
    for field in fields where !omitted.contains(.field(field.key)) { sent.append(field.key, field.value) }
    var body = beside
    if !sent.members.isEmpty { body.append("fields", .object(sent)) }
    return try desk.ask(method, path, body: body)
  }
}

/// Comments.
extension JiraOutbound {
  private func body(of comment: OutwardComment, marker: String?) -> JSONObject {
    let text = JiraText.fitting(comment.signedBody).text
    var properties: [JSONValue] = marker.map { [JiraSettings.mark($0)] } ?? []
    if !comment.isPublic { properties.append(["key": "sd.public.comment", "value": ["internal": true]]) }
    var body: JSONObject = [
      "body": JiraText.write(text, comment.format, asDocument: settings.writesDocuments)
    ]
    if !properties.isEmpty { body.append("properties", .array(properties)) }
    if !comment.isPublic, !settings.privateRole.isEmpty {
      body.append("visibility", ["type": "role", "value": .string(settings.privateRole)])
    }
    return body
  }

  private func cut(_ comment: OutwardComment) -> [Omission] {
    JiraText.fitting(comment.signedBody).isCut ? [.kind(.endOfText)] : []
  }

  /// - Parameter start: the place of this part's first answer.
  /// - Parameter next: what follows once it is said, with the place of its first answer.
  private func say(
    _ comment: OutwardComment, marker: String, on id: String, from start: Int,
    _ next: (Receipt, Int) throws(DeliveryFailure) -> Step<Receipt>
  ) throws(DeliveryFailure) -> Step<Receipt> {
    var place = start
    if wasTried {
      guard let last = try desk.answer(place) else {
        let query = [("orderBy", "-created"), ("maxResults", Self.lookedAt), ("expand", "properties")]
        return try desk.ask(.get, settings.issue(id, "comment"), query: query, whole: 4_194_304)
      }
      place += 1
      if let item = own(comment, marker, among: last) { return try next(Receipt(item: item), place) }
    }
    if settings.isService {
      guard let answer = desk.raw(place) else {
        let text = JiraText.fitting(comment.signedBody).text
        return try desk.ask(
          .post, ["servicedeskapi", "request", id, "comment"],
          body: [
            "body": JiraText.write(text, comment.format, asDocument: false), "public": .bool(comment.isPublic),
          ])
      }
      if !isNoRequest(answer) {
        let said = try desk.answer(place)
        return try next(Receipt(item: said?["id"]?.string, omitted: cut(comment)), place + 1)
      }
      place += 1
    }
    guard let said = try desk.answer(place) else {
      return try desk.ask(.post, settings.issue(id, "comment"), body: body(of: comment, marker: marker))
    }
    return try next(Receipt(item: said["id"]?.string, omitted: cut(comment)), place + 1)
  }

  /// An issue that came in by no portal is no request of a customer's, and Service Management says so by a key of its own.
  private func isNoRequest(_ answer: EgressAnswer) -> Bool {
    guard answer.status == 404, let said = try? JSONConversation.value(of: answer) else { return false }
    return said["i18nErrorMessage"]?["i18nKey"]?.string?.hasPrefix("sd.") ?? false
  }

  private func own(_ comment: OutwardComment, _ marker: String, among listed: JSONValue) -> String? {
    let words = JiraText.letters(JiraText.fitting(comment.signedBody).text)
    let found = (listed["comments"]?.array ?? []).first { said in
      guard settings.isOwn(said["author"]), !desk.exchange.known.contains(said["id"]?.string ?? "") else {
        return false
      }
      let mark = said["properties"]?.array?.first { $0["key"]?.string == JiraSettings.property }
      if let mark { return mark["value"]?["marker"]?.string == marker }
      return JiraText.letters(JiraText.read(said["body"])?.body ?? "") == words
    }
    return found?["id"]?.string
  }
}

/// Files.
extension JiraOutbound {
  private func attach(
    _ file: OutwardFile, to id: String, by author: WireAuthor
  ) throws(DeliveryFailure) -> Step<Receipt> {
    var place = 0
    if wasTried {
      guard let issue = try desk.answer(0) else {
        return try desk.ask(.get, settings.issue(id), query: [("fields", "attachment")], whole: 4_194_304)
      }
      let found = issue["fields"]?["attachment"]?.array?.first {
        settings.isOwn($0["author"]) && $0["filename"]?.string == file.name
          && $0["size"]?.integer == Int64(file.content.count)
          && !desk.exchange.known.contains($0["id"]?.string ?? "")
      }
      if let item = found?["id"]?.string { return .done(Receipt(item: item)) }
      place = 1
    }
    if settings.isService {
      guard let request = try desk.answer(place, mayBeAbsent: true) else {
        return try desk.ask(.get, ["servicedeskapi", "request", id])
      }
      place += 1
      if let serviceDesk = request["serviceDeskId"]?.string {
        return try attach(file, to: id, of: serviceDesk, by: author, from: place)
      }
    }
    guard let made = try desk.answer(place) else {
      return try desk.ask(.post, settings.issue(id, "attachments"), form: [try part(file)])
    }
    return .done(Receipt(item: made.array?.first?["id"]?.string))
  }

  /// Where customers are kept from some files, each is brought first and then shown, to all or to agents.
  private func attach(
    _ file: OutwardFile, to id: String, of serviceDesk: String, by author: WireAuthor, from place: Int
  ) throws(DeliveryFailure) -> Step<Receipt> {
    guard let brought = try desk.answer(place) else {
      return try desk.ask(
        .post, ["servicedeskapi", "servicedesk", serviceDesk, "attachTemporaryFile"], form: [try part(file)])
    }
    guard let temporary = brought["temporaryAttachments"]?.array?.first?["temporaryAttachmentId"] else {
      throw .permanent(.unintelligible)
    }
    guard let shown = try desk.answer(place + 1) else {
      let words = "\(author.name.isEmpty ? author.desk : author.name): \(file.name)"
      return try desk.ask(
        .post, ["servicedeskapi", "request", id, "attachment"],
        body: [
          "temporaryAttachmentIds": [temporary], "public": .bool(file.isPublic),
          "additionalComment": ["body": JiraText.write(words, .text, asDocument: false)],
        ])
    }
    let links = shown["attachments"]?["values"]?.array?.first?["_links"]
    let item = ["jiraRest", "content"].lazy.compactMap { links?[$0]?.string }.first.flatMap { address in
      address.split(separator: "/").last { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }
    return .done(Receipt(item: item.map { String($0) }))
  }

  private func part(_ file: OutwardFile) throws(DeliveryFailure) -> EgressPart {
    try asking { () throws(EgressFailure) in
      try EgressPart(name: "file", filename: file.name, type: file.type, .file(file.content))
    }
  }
}

/// Statuses, each of which is reached by a transition or not at all.
extension JiraOutbound {
  private func set(_ status: OutwardStatus, on id: String, marker: String) throws(DeliveryFailure) -> Step<Receipt> {
    guard let issue = try desk.answer(0) else {
      return try desk.ask(.get, settings.issue(id), query: [("fields", "status")])
    }
    let now = issue["fields"]?["status"]?["name"]?.string ?? ""
    if now.lowercased() == status.status.lowercased() { return .done(Receipt(status: status.status)) }
    guard let offered = try desk.answer(1) else {
      return try desk.ask(
        .get, settings.issue(id, "transitions"), query: [("expand", "transitions.fields")], whole: 4_194_304)
    }
    let ways = offered["transitions"]?.array ?? []
    guard let way = way(to: status.status, from: now, among: ways) else {
      if isNearest(now, to: status.status, among: ways) { return .done(Receipt(status: JiraVocabulary.status(now))) }
      throw .permanent(
        .noTransition(from: now, to: status.status, offered: ways.compactMap { $0["to"]?["name"]?.string }))
    }
    let fields = try fields(of: way, status)
    guard let said = resolution(status) else { return try move(by: way, status, fields, on: id, from: 2) }
    return try say(said, marker: marker, on: id, from: 2) { _, place throws(DeliveryFailure) in
      try move(by: way, status, fields, on: id, from: place)
    }
  }

  /// What was done is said to people there, since not every workflow has a field for it.
  private func resolution(_ status: OutwardStatus) -> OutwardComment? {
    guard JiraVocabulary.known(status.status)?.category.isEnded ?? true, let resolution = status.resolution,
      !resolution.text.isEmpty
    else { return nil }
    return OutwardComment(body: resolution.text, format: .text, isPublic: true, signedBody: resolution.text)
  }

  private func way(to wanted: String, from now: String, among ways: [JSONValue]) -> JSONValue? {
    func way(_ name: String) -> JSONValue? {
      ways.first { $0["to"]?["name"]?.string?.lowercased() == name.lowercased() }
    }
    if let exact = way(wanted) { return exact }
    guard settings.takesNearest, let known = JiraVocabulary.known(wanted) else { return nil }
    return JiraVocabulary.vocabulary.statuses.lazy.filter { $0.category == known.category }
      .compactMap { way($0.id) }.first
  }

  /// Whether it stands already as near to the wanted status as the workflow comes: done, where nothing is ever closed.
  private func isNearest(_ now: String, to wanted: String, among ways: [JSONValue]) -> Bool {
    guard settings.takesNearest, let now = JiraVocabulary.known(now)?.category,
      let wanted = JiraVocabulary.known(wanted)?.category, now.isEnded == wanted.isEnded
    else { return false }
    return wanted == now || wanted.nearest.dropFirst().first == now
  }

  private func fields(of way: JSONValue, _ status: OutwardStatus) throws(DeliveryFailure) -> [Field] {
    let screen = way["fields"]?.object ?? JSONObject()
    var fields: [Field] = []
    for (key, text) in status.fields.sorted(by: { $0.key < $1.key }) where !text.isEmpty {
      let isRequired = screen[key]?["required"]?.bool ?? false
      fields.append(Field(key, JiraField.value(text, of: key, screen[key], settings), isRequired: isRequired))
    }
    var lacking: [String] = []
    for member in screen.members where member.value["required"]?.bool == true {
      guard member.value["hasDefaultValue"]?.bool != true, !fields.contains(where: { $0.key == member.key }) else {
        continue
      }
      if let value = JiraField.resolution(for: status.resolution?.code, member.key, member.value) {
        fields.append(Field(member.key, value))
      } else {
        lacking.append(member.key)
      }
    }
    guard lacking.isEmpty else { throw .permanent(.lacking(fields: lacking)) }
    return fields
  }

  private func move(
    by way: JSONValue, _ status: OutwardStatus, _ fields: [Field], on id: String, from place: Int
  ) throws(DeliveryFailure) -> Step<Receipt> {
    guard let transition = way["id"]?.string else { throw .permanent(.unintelligible) }
    let beside: JSONObject = ["transition": ["id": .string(transition)]]
    let reached = JiraVocabulary.status(way["to"]?["name"]?.string) ?? status.status
    return try send(.post, settings.issue(id, "transitions"), fields, beside: beside, from: place) { _, omitted, _ in
      .done(Receipt(status: reached, omitted: omitted))
    }
  }
}
