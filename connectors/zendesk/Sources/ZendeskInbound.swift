import ConnectorKit
import Foundation
import StrictJSON
import Ticketing

/// What Zendesk has to tell: by webhooks of its ticket events, by those of a trigger, and as it is asked.
struct ZendeskInbound {
  private let settings: ZendeskSettings

  init(_ settings: ZendeskSettings) { self.settings = settings }

  /// Whoever is nobody there is called an anonymous user, and gets 200.
  func test(_ desk: JSONConversation) throws(DeliveryFailure) -> Step<TestResult> {
    guard let answer = try desk.answer(0) else { return try desk.ask(.get, ["api", "v2", "users", "me.json"]) }
    guard let user = answer["user"] else { throw .permanent(.unintelligible) }
    guard let id = ZendeskSettings.id(user["id"]) else { throw .permanent(.notAuthorised) }
    guard id == settings.userID else {
      throw .permanent(.unsupported("working as another user than user_id names: the token is of user \(id)"))
    }
    guard let listed = try desk.answer(1, mayBeAbsent: true) else {
      return try desk.ask(.get, ["api", "v2", "custom_statuses.json"])
    }
    let own = (listed["custom_statuses"]?.array ?? []).compactMap(Self.status)
    return .done(
      TestResult(
        account: ZendeskSettings.text(user["email"]) ?? ZendeskSettings.text(user["name"]),
        statuses: own.isEmpty ? nil : ZendeskVocabulary.vocabulary.statuses + own))
  }

  private static func status(_ value: JSONValue) -> NativeStatus? {
    guard value["default"]?.bool != true, let id = ZendeskSettings.id(value["id"]),
      let name = ZendeskSettings.text(value["agent_label"]), let category = value["status_category"]?.string
    else { return nil }
    return ZendeskVocabulary.native(.init(id: id, name: name, category: category))
  }
}

/// Webhooks.
extension ZendeskInbound {
  static let signature = "x-zendesk-webhook-signature"
  static let time = "x-zendesk-webhook-signature-timestamp"
  static let invocation = "x-zendesk-webhook-invocation-id"

  func read(_ hook: Hook, at now: Date) throws(HookRefusal) -> [Report] {
    guard hook.headers.contains(where: { $0.name == Self.signature }) else { throw .unsigned }
    guard let signature = hook.header(Self.signature), let time = hook.header(Self.time),
      let sent = Freshness.date(time),
      SignatureScheme(.sha256, .base64).isValid(
        signature, of: [Array(time.utf8), hook.body], by: [settings.hookSecret])
    else { throw .wronglySigned }
    guard Freshness(of: sent, at: now) == .fresh else { throw .stale }
    let body: JSONValue
    do throws(JSONRefusal) { body = try JSONReader.read(hook.body) } catch { throw .notJSON(at: error.offset) }
    if let type = body["type"]?.string, type.hasPrefix("zen:event-type:") { return try event(type, body, hook) }
    return [try triggered(body, hook)]
  }

  /// A ticket event, as Zendesk writes it (developer.zendesk.com, webhooks, ticket events).
  private func event(_ type: String, _ body: JSONValue, _ hook: Hook) throws(HookRefusal) -> [Report] {
    guard let detail = body["detail"], type.hasPrefix("zen:event-type:ticket.") else { return [] }
    guard let id = ZendeskSettings.id(detail["id"]) else {
      throw .unreadable(at: "/detail/id", expected: "the ticket's number")
    }
    guard isBridged(detail) else { return [] }
    var report = report(detail, id: id, users: [:])
    report.key = "event/" + String((ZendeskSettings.text(body["id"]) ?? hook.fingerprint).prefix(200))
    report.at = ZendeskSettings.text(detail["updated_at"]).flatMap(RFC3339.date)
    report.isGone = type.hasSuffix("_deleted")
    let event = body["event"]?["comment"]
    guard let event, let comment = ZendeskSettings.id(event["id"]) else { return [report] }
    switch type {
    case "zen:event-type:ticket.comment_added":
      report.comments = said(event, id: comment, at: report.at, unless: report.description, isFirst: isNew(detail))
    case "zen:event-type:ticket.comment_made_private", "zen:event-type:ticket.comment_redacted":
      // What was taken back there stands here no longer.
      report.comments = [
        ReportedComment(id: comment, body: "", isPublic: false, author: nil, at: report.at, isDeleted: true)
      ]
    case "zen:event-type:ticket.attachment_linked_to_comment":
      report.files = [event["attachment"]].compactMap { $0 }.compactMap { file($0, comment: comment, nil) }
    case _: break
    }
    return [report]
  }

  /// Whether nothing has happened to the ticket since it was made: its first comment is its description.
  private func isNew(_ detail: JSONValue) -> Bool {
    ZendeskSettings.text(detail["created_at"]) == ZendeskSettings.text(detail["updated_at"])
  }

  private func said(
    _ event: JSONValue, id: String, at: Date?, unless description: String?, isFirst: Bool
  ) -> [ReportedComment] {
    guard let body = ZendeskSettings.text(event["body"]), !(isFirst && body == description) else { return [] }
    let author = event["author"]
    let user = ZendeskSettings.id(author?["id"])
    let person = ZendeskSettings.text(author?["name"]).map {
      ReportedPerson(id: user, name: $0, isAgent: author?["is_staff"]?.bool)
    }
    return [
      ReportedComment(
        id: id, body: body, isPublic: Self.isTrue(event["is_public"]), author: person, at: at,
        isOwn: user == settings.userID)
    ]
  }

  /// A trigger writes everything as text.
  private static func isTrue(_ value: JSONValue?) -> Bool { value?.bool ?? (value?.string?.lowercased() == "true") }

  /// The body that a trigger's author wrote; the README has one to paste. It knows the last comment at most, and tells of it only
  /// where its number is told, too.
  private func triggered(_ body: JSONValue, _ hook: Hook) throws(HookRefusal) -> Report {
    let ticket = body["ticket"] ?? body
    guard let id = ZendeskSettings.id(ticket["id"]) ?? ZendeskSettings.id(body["ticket_id"]) else {
      throw .unreadable(at: "/ticket/id", expected: "the ticket's number")
    }
    var report = report(ticket, id: id, users: [:])
    report.subject =
      report.subject ?? ZendeskSettings.text(ticket["title"]) ?? ZendeskSettings.text(body["ticket_title"])
    let invocation = hook.header(Self.invocation).flatMap { $0.isEmpty ? nil : $0 }
    report.key = "trigger/" + String((invocation ?? hook.fingerprint).prefix(200))
    report.at = ZendeskSettings.text(ticket["updated_at"]).flatMap(RFC3339.date)
    // In another language than English its words are not known; asking will tell.
    if settings.pollsEvery != nil, let status = report.status, Int64(status) == nil,
      ZendeskVocabulary.status(status) == nil
    {
      report.status = nil
    }
    report.priority = report.priority?.lowercased()
    report.person = Self.person(body["person"], isAgent: nil)
    report.requester = Self.person(ticket["requester"], isAgent: false)
    if let comment = body["comment"], let number = ZendeskSettings.id(comment["id"]) {
      report.comments = said(comment, id: number, at: report.at, unless: report.description, isFirst: true)
    }
    return report
  }

  private static func person(_ value: JSONValue?, isAgent: Bool?) -> ReportedPerson? {
    guard let value, let name = ZendeskSettings.text(value["name"]) else { return nil }
    let isStaff = value["role"]?.string.map { $0 != "end-user" }
    return ReportedPerson(
      id: ZendeskSettings.id(value["id"]), name: name, email: ZendeskSettings.text(value["email"]),
      isAgent: isStaff ?? isAgent)
  }
}

/// Asking.
extension ZendeskInbound {
  /// So many tickets are heard at once, each by one more question.
  private static let page = 20
  private static let export = ["api", "v2", "incremental", "tickets", "cursor.json"]

  func poll(since cursor: String?, at now: Date, _ desk: JSONConversation) throws(DeliveryFailure) -> Step<Polled> {
    guard let cursor, (1...1_000).contains(cursor.utf8.count), !cursor.contains(where: \.isWhitespace) else {
      return try begin(at: now, desk)
    }
    guard let export = try desk.answer(0) else {
      return try desk.ask(
        .get, Self.export, query: [("cursor", cursor), ("per_page", String(Self.page)), ("include", "users")],
        whole: 16_777_216)
    }
    guard let listed = export["tickets"]?.array else { throw .permanent(.unintelligible) }
    var users = Self.users(export)
    var reports: [Report] = []
    var next = 1
    for ticket in listed.prefix(100) {
      guard let id = ZendeskSettings.id(ticket["id"]), isBridged(ticket) else { continue }
      guard let answer = try desk.answer(next, mayBeAbsent: true) else {
        return try desk.ask(
          .get, ["api", "v2", "tickets", id, "comments.json"],
          query: [("include", "users"), ("page[size]", "30"), ("sort", "-created_at")], whole: 16_777_216)
      }
      next += 1
      users.merge(Self.users(answer)) { $1 }
      reports.append(told(ticket, id, answer["comments"]?.array ?? [], users))
    }
    return .done(
      Polled(
        reports: reports, cursor: ZendeskSettings.text(export["after_cursor"]) ?? cursor,
        isWhole: export["end_of_stream"]?.bool ?? true))
  }

  /// The export leaves out what is younger than a minute, and refuses to begin there: so what is there already is passed by up to
  /// the place where it ends.
  private func begin(at now: Date, _ desk: JSONConversation) throws(DeliveryFailure) -> Step<Polled> {
    var cursor: String?
    for place in 0..<50 {
      guard let export = try desk.answer(place) else {
        let start = cursor.map { ("cursor", $0) } ?? ("start_time", String(Int(now.timeIntervalSince1970) - 61))
        return try desk.ask(.get, Self.export, query: [start, ("per_page", "500")], whole: 33_554_432)
      }
      guard let after = ZendeskSettings.text(export["after_cursor"]) else { throw .permanent(.unintelligible) }
      cursor = after
      if export["end_of_stream"]?.bool != false { break }
    }
    return .done(Polled(reports: [], cursor: cursor ?? "", isWhole: true))
  }

  private static func users(_ answer: JSONValue) -> [String: ReportedPerson] {
    var users: [String: ReportedPerson] = [:]
    for user in answer["users"]?.array ?? [] {
      guard let id = ZendeskSettings.id(user["id"]) else { continue }
      users[id] = person(user, isAgent: nil)
    }
    return users
  }

  private func told(
    _ ticket: JSONValue, _ id: String, _ comments: [JSONValue], _ users: [String: ReportedPerson]
  ) -> Report {
    var report = report(ticket, id: id, users: users)
    report.at = ZendeskSettings.text(ticket["updated_at"]).flatMap(RFC3339.date)
    report.isGone = report.status == "deleted"
    if report.isGone { report.status = nil }
    let oldestFirst = comments.reversed()
    for value in oldestFirst {
      guard let comment = ZendeskSettings.id(value["id"]) else { continue }
      let author = ZendeskSettings.id(value["author_id"])
      let person = author.flatMap { users[$0] }
      if author != settings.userID {
        report.files += (value["attachments"]?.array ?? []).prefix(50).compactMap {
          file($0, comment: comment, person, isPublic: value["public"]?.bool)
        }
      }
      let body = ZendeskSettings.text(value["plain_body"]) ?? ZendeskSettings.text(value["body"]) ?? ""
      let isDescription =
        report.description != nil && ZendeskSettings.text(value["body"]) == report.description
        && ZendeskSettings.text(value["created_at"]) == ZendeskSettings.text(ticket["created_at"])
      guard !body.isEmpty, !isDescription else { continue }
      report.comments.append(
        ReportedComment(
          id: comment, body: body, isPublic: value["public"]?.bool ?? false, author: person,
          at: ZendeskSettings.text(value["created_at"]).flatMap(RFC3339.date), isOwn: author == settings.userID))
    }
    let last = ZendeskSettings.id(comments.first?["id"]) ?? ""
    let stamp = ZendeskSettings.text(ticket["updated_at"]) ?? ""
    // Two updates may bear the same second.
    report.key =
      "ticket/\(id)/\(stamp.prefix(40))/\(report.status?.prefix(40) ?? "")/\(report.priority?.prefix(20) ?? "")/\(last)"
    return report
  }

  private func isBridged(_ ticket: JSONValue) -> Bool {
    guard !settings.tag.isEmpty else { return true }
    return ticket["tags"]?.array?.contains { $0.string?.lowercased() == settings.tag } ?? false
  }

  /// How a ticket stands, in whichever form.
  private func report(_ ticket: JSONValue, id: String, users: [String: ReportedPerson]) -> Report {
    var report = Report(ticket: settings.reference(id))
    report.marker = ZendeskSettings.text(ticket["external_id"])
    report.subject = ZendeskSettings.text(ticket["subject"])
    report.description = ZendeskSettings.text(ticket["description"])
    report.status = settings.status(ticket)
    report.priority = ZendeskSettings.text(ticket["priority"])?.lowercased()
    report.type = ZendeskSettings.text(ticket["type"])?.lowercased()
    report.requester = ZendeskSettings.id(ticket["requester_id"]).flatMap { users[$0] }
    return report
  }
}

/// Files.
extension ZendeskInbound {
  private func file(
    _ value: JSONValue, comment: String, _ author: ReportedPerson?, isPublic: Bool? = nil
  ) -> ReportedFile? {
    guard let id = ZendeskSettings.id(value["id"]), let location = ZendeskSettings.text(value["content_url"]),
      let name = ["file_name", "filename", "name"].lazy.compactMap({ ZendeskSettings.text(value[$0]) }).first
    else { return nil }
    return ReportedFile(
      id: id, name: name, type: ZendeskSettings.text(value["content_type"]),
      size: value["size"]?.integer.flatMap { $0 >= 0 ? Int($0) : nil }, location: location, comment: comment,
      isPublic: isPublic ?? value["is_public"]?.bool ?? false, author: author)
  }

  /// Files lie at the account's address, which sends on to where their bytes are. The secret is shown to the account only.
  func fetch(_ file: ReportedFile, _ exchange: Exchange) throws(DeliveryFailure) -> Step<[UInt8]> {
    var url = try asking { () throws(EgressFailure) in try EgressURL(file.location) }
    for (place, answer) in exchange.answers.enumerated() {
      guard [301, 302, 303, 307, 308].contains(answer.status), let location = answer[header: "Location"], place < 3
      else {
        if let failure = DeliveryFailure(answer, at: exchange.now) { throw failure }
        return .done(answer.body)
      }
      let from = url
      url = try asking { () throws(EgressFailure) in try from.following(location) }
    }
    let isAccount =
      url.scheme == settings.address.scheme && url.host == settings.address.host && url.port == settings.address.port
    let target = url
    let headers = try asking { () throws(EgressFailure) in
      isAccount ? [try EgressHeader("Authorization", settings.credentials)] : []
    }
    return .ask(EgressRequest(.get, target, headers: headers, answer: .whole(limit: Limits.attachmentBytes)))
  }
}
