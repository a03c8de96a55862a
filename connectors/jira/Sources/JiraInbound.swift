import ConnectorKit
import Foundation
import StrictJSON
import Ticketing

/// What Jira has to tell, by webhooks or asked for.
struct JiraInbound {
  private let settings: JiraSettings

  init(_ settings: JiraSettings) { self.settings = settings }

  /// Events of boards, sprints, versions and people are heard and say nothing of a ticket.
  func reports(_ hook: Hook) throws(HookRefusal) -> [Report] {
    let said: JSONValue
    do throws(JSONRefusal) { said = try JSONReader.read(hook.body) } catch { throw .notJSON(at: error.offset) }
    guard said.object != nil else { throw .unreadable(at: "", expected: "an object") }
    guard let event = said["webhookEvent"]?.string else {
      // A rule of Jira's automation sends the issue alone, and says of what event in no field.
      guard let issue = said["issue"] ?? (said["fields"] == nil ? Self.issue(ofRequest: said) : said) else {
        throw .unreadable(at: "/webhookEvent", expected: "the name of an event, or an issue's fields")
      }
      return report(of: issue, in: said, hook, event: "")
    }
    if let issue = said["issue"], issue.object != nil { return report(of: issue, in: said, hook, event: event) }
    guard event.hasPrefix("comment_"), let comment = said["comment"] else { return [] }
    // Data Center names the issue in the comment's address alone.
    guard let id = Self.issue(of: comment) else {
      throw .unreadable(at: "/issue", expected: "an issue, or a comment whose address names one")
    }
    return report(of: ["id": .string(id)], in: said, hook, event: event)
  }

  private func report(
    of issue: JSONValue, in said: JSONValue, _ hook: Hook, event: String
  ) -> [Report] {
    guard var report = standing(of: issue) else { return [] }
    let comment = said["comment"]
    let actor = said["user"] ?? comment?["updateAuthor"] ?? comment?["author"]
    report.at = ForeignTime.date(said["timestamp"]) ?? report.at
    report.person = person(actor, of: issue)
    report.key = key(said, hook, event, report)
    report.isGone = event == "jira:issue_deleted"
    if let comment, let heard = self.comment(comment, of: issue, isDeleted: event == "comment_deleted") {
      report.comments = [heard]
    }
    // What the hub itself has done is no news.
    if settings.isOwn(actor) { (report.status, report.priority) = (nil, nil) }
    return [report]
  }

  /// The same for each time that Jira sends it. The signature covers the body only, so what the body says comes before what a
  /// header does.
  private func key(_ said: JSONValue, _ hook: Hook, _ event: String, _ report: Report) -> String? {
    guard let time = said["timestamp"]?.integer, !event.isEmpty else {
      return hook.header("x-atlassian-webhook-identifier").map { "webhook/\($0.prefix(200))" }
        ?? "body/\(hook.fingerprint)"
    }
    let parts = [
      event, String(time), report.ticket.id, Self.text(said["comment"]?["id"]), Self.text(said["changelog"]?["id"]),
    ]
    return parts.map { String(($0 ?? "").prefix(100)) }.joined(separator: "/")
  }

  /// `…/rest/api/2/issue/10231/comment/10116`.
  private static func issue(of comment: JSONValue) -> String? {
    let parts = (comment["self"]?.string ?? "").split(separator: "/")
    guard let place = parts.lastIndex(of: "issue"), place + 1 < parts.count else { return nil }
    return String(parts[place + 1])
  }

  /// A request as Service Management's own interface shows it, in the shape of the issue that it is.
  private static func issue(ofRequest request: JSONValue) -> JSONValue? {
    guard let key = request["issueKey"]?.string else { return nil }
    var fields = JSONObject()
    for field in request["requestFieldValues"]?.array ?? [] {
      if let name = field["fieldId"]?.string, let value = field["value"] { fields.set(name, to: value) }
    }
    fields.set("reporter", to: request["reporter"] ?? .null)
    fields.set("status", to: ["name": request["currentStatus"]?["status"] ?? .null])
    fields.set("updated", to: request["currentStatus"]?["statusDate"]?["epochMillis"] ?? .null)
    return ["id": request["issueId"] ?? .null, "key": .string(key), "fields": .object(fields)]
  }

  private static func text(_ value: JSONValue?) -> String? { value?.string ?? value?.integer.map { String($0) } }
}

/// Issues, comments and people.
extension JiraInbound {
  /// How an issue stands; nil for one of another project.
  func standing(of issue: JSONValue) -> Report? {
    let key = issue["key"]?.string
    guard let id = Self.text(issue["id"]) ?? key, !id.isEmpty else { return nil }
    let fields = issue["fields"]
    let project = fields?["project"]?["key"]?.string ?? key.map { String($0.prefix { $0 != "-" }) }
    if let project, project.lowercased() != settings.project.lowercased() { return nil }
    var report = Report(ticket: ExternalReference(id: id, number: key, url: key.flatMap { settings.page(of: $0) }))
    report.marker = JiraSettings.marker(fields?["labels"])
    report.subject = fields?["summary"]?.string
    report.description = JiraText.read(fields?["description"])?.body
    report.status = JiraVocabulary.status(fields?["status"]?["name"]?.string)
    report.priority = fields?["priority"]?["name"]?.string
    report.type = fields?["issuetype"]?["name"]?.string
    report.resolution = fields?["resolution"]?["name"]?.string
    report.at = ForeignTime.date(fields?["updated"])
    if let reporter = fields?["reporter"], !settings.isOwn(reporter) {
      report.requester = person(reporter, of: issue)
    }
    // An issue that the hub made and whose label Jira did not take must not open a second ticket.
    if settings.isOwn(fields?["creator"]), report.marker == nil { report.subject = nil }
    report.files = (fields?["attachment"]?.array ?? []).suffix(Limits.attachmentsPerTicket).compactMap {
      file($0, of: issue)
    }
    return report
  }

  /// - Returns: nil for one that says nothing and was not deleted.
  func comment(_ comment: JSONValue, of issue: JSONValue, isDeleted: Bool = false) -> ReportedComment? {
    guard let id = Self.text(comment["id"]), !id.isEmpty else { return nil }
    let text = JiraText.read(comment["body"])
    guard isDeleted || text != nil else { return nil }
    let properties = comment["properties"]?.array ?? []
    func property(_ key: String) -> JSONValue? { properties.first { $0["key"]?.string == key }?["value"] }
    let isInternal = property("sd.public.comment")?["internal"]
    let isPublic = comment["jsdPublic"]?.bool ?? !(isInternal?.bool ?? (isInternal?.string == "true"))
    return ReportedComment(
      id: id, body: isDeleted ? "" : text?.body ?? "", format: text?.format ?? .text,
      isPublic: isPublic && comment["visibility"]?["value"] == nil, author: person(comment["author"], of: issue),
      at: ForeignTime.date(comment["created"]), marker: property(JiraSettings.property)?["marker"]?.string,
      isOwn: settings.isOwn(comment["author"]), isDeleted: isDeleted)
  }

  /// Of Service Management, only what a customer brought is known to be for customers' eyes.
  private func file(_ file: JSONValue, of issue: JSONValue) -> ReportedFile? {
    guard let id = Self.text(file["id"]), !id.isEmpty, let name = file["filename"]?.string,
      !settings.isOwn(file["author"])
    else {
      return nil
    }
    let author = person(file["author"], of: issue)
    return ReportedFile(
      id: id, name: name, type: file["mimeType"]?.string, size: file["size"]?.integer.map { Int($0) }, location: id,
      isPublic: !settings.isService || author?.isAgent == false, author: author)
  }

  private func person(_ person: JSONValue?, of issue: JSONValue) -> ReportedPerson? {
    guard let person, person.object != nil else { return nil }
    let id = ["accountId", "key", "name"].lazy.compactMap { person[$0]?.string }.first
    let email = person["emailAddress"]?.string
    guard let name = person["displayName"]?.string ?? person["name"]?.string ?? email ?? id else { return nil }
    let reporter = issue["fields"]?["reporter"]
    let asks = ["accountId", "key", "name"].contains { person[$0]?.string != nil && person[$0] == reporter?[$0] }
    return ReportedPerson(
      id: id, name: name, email: email, isAgent: asks || person["accountType"]?.string == "customer" ? false : nil)
  }
}

/// Files, and whether the settings are right.
extension JiraInbound {
  /// Jira answers with the bytes, or with the address of a store for which they are; who is asked there learns no token.
  func fetch(_ file: ReportedFile, _ exchange: Exchange) throws(DeliveryFailure) -> Step<[UInt8]> {
    var url = try asking { () throws(EgressFailure) in
      settings.edition == .cloud
        ? try settings.address.appending(path: ["rest"] + settings.api("attachment", "content", file.location))
        : try settings.address.appending(path: ["secure", "attachment", file.location, file.name])
    }
    let home = url
    for answer in exchange.answers {
      if (300..<400).contains(answer.status), let location = answer[header: "Location"], exchange.answers.count <= 4 {
        // Who is not let in is led to where people sign in.
        guard !location.contains("login") else { throw .permanent(.notAuthorised) }
        let here = url
        url = try asking { () throws(EgressFailure) in try here.following(location) }
        continue
      }
      if let failure = DeliveryFailure(answer) { throw failure }
      guard file.size == nil || file.size == answer.body.count else {
        throw .temporary(retryAfter: nil, .unintelligible)
      }
      return .done(answer.body)
    }
    let isHome = url.host == home.host && url.port == home.port && url.scheme == home.scheme
    let limit = min(max(file.size ?? Limits.attachmentBytes, 0), Limits.attachmentBytes)
    return .ask(
      try asking { () throws(EgressFailure) in
        let header = settings.signInHeader
        return EgressRequest(
          .get, url, headers: isHome ? [try EgressHeader(header.name, header.value)] : [],
          answer: .whole(limit: limit))
      })
  }

  func test(_ desk: JSONConversation) throws(DeliveryFailure) -> Step<TestResult> {
    guard let account = try desk.answer(0) else { return try desk.ask(.get, settings.api("myself")) }
    let name = account["displayName"]?.string ?? settings.account
    let id = account["accountId"]?.string ?? account["name"]?.string ?? ""
    guard settings.isOwn(account) else {
      throw .permanent(.unsupported("the token is of \(name), whose account is \(id)"))
    }
    guard let types = try desk.answer(1) else {
      return try desk.ask(.get, settings.api("project", settings.project, "statuses"), whole: 4_194_304)
    }
    var statuses: [NativeStatus] = []
    for status in (types.array ?? []).flatMap({ $0["statuses"]?.array ?? [] }) {
      guard let name = JiraVocabulary.status(status["name"]?.string), !statuses.contains(where: { $0.id == name })
      else { continue }
      statuses.append(JiraVocabulary.known(name) ?? NativeStatus(name, name, Self.category(status["statusCategory"])))
    }
    return .done(TestResult(account: name, statuses: statuses.isEmpty ? nil : statuses))
  }

  private static func category(_ category: JSONValue?) -> StatusCategory {
    switch category?["key"]?.string {
    case "new": .new
    case "done": .resolved
    case _: .inProgress
    }
  }
}

/// Asked for, where nobody may set up webhooks.
extension JiraInbound {
  /// So many issues are heard at once; each takes two questions.
  private static let page = 20
  private static let mostPages = 30

  /// The index that answers may lag behind, and two clocks differ: what was changed shortly before the last news is looked at
  /// again, and known by its time.
  private static let overlap: TimeInterval = 300

  func poll(since text: String?, at now: Date, _ desk: JSONConversation) throws(DeliveryFailure) -> Step<Polled> {
    guard var cursor = text.flatMap({ PollCursor($0) }) else { return try begin(desk) }
    let minutes = max(0, now.timeIntervalSince(cursor.at)) + Self.overlap
    let jql = "\(inProject) AND updated >= -\(Int(min(minutes, 5e8) / 60) + 1)m ORDER BY updated ASC"
    var listed: [JSONValue] = []
    var place = 0
    var token: String?
    repeat {
      guard let found = try desk.answer(place) else {
        let from = token.map { [("nextPageToken", $0)] } ?? (place > 0 ? [("startAt", String(listed.count))] : [])
        return try search(jql, fields: "updated", most: 100, from, desk)
      }
      listed += found["issues"]?.array ?? []
      token = found["nextPageToken"]?.string
      place += 1
      let isMore = found["total"]?.integer.map { Int($0) > listed.count } ?? (token != nil)
      if !isMore || (found["issues"]?.array ?? []).isEmpty { break }
    } while place < Self.mostPages
    let changed = cursor.news(among: listed)
    var reports: [Report] = []
    for issue in changed.prefix(Self.page) {
      guard let whole = try desk.answer(place, mayBeAbsent: true) else {
        return try desk.ask(.get, settings.issue(issue.id), query: [("expand", "changelog")], whole: 4_194_304)
      }
      let said: [(String, String)] = [("orderBy", "-created"), ("maxResults", "50"), ("expand", "properties")]
      guard let comments = try desk.answer(place + 1, mayBeAbsent: true) else {
        return try desk.ask(.get, settings.issue(issue.id, "comment"), query: said, whole: 4_194_304)
      }
      place += 2
      if let report = report(of: whole, comments) { reports.append(report) }
      cursor.note(issue, overlap: Self.overlap)
    }
    return .done(Polled(reports: reports, cursor: cursor.text, isWhole: changed.count <= Self.page))
  }

  /// With what comes from now on.
  private func begin(_ desk: JSONConversation) throws(DeliveryFailure) -> Step<Polled> {
    guard let found = try desk.answer(0) else {
      return try search("\(inProject) ORDER BY updated DESC", fields: "updated", most: 1, [], desk)
    }
    let newest = ForeignTime.date(found["issues"]?.array?.first?["fields"]?["updated"])
    let cursor = PollCursor(beginningAt: newest ?? Date(timeIntervalSince1970: 0))
    return .done(Polled(reports: [], cursor: cursor.text, isWhole: true))
  }

  private var inProject: String { "project = \"\(settings.project)\"" }

  private func search(
    _ jql: String, fields: String, most: Int, _ from: [(String, String)], _ desk: JSONConversation
  ) throws(DeliveryFailure) -> Step<Polled> {
    try desk.ask(
      .get, settings.search, query: [("jql", jql), ("fields", fields), ("maxResults", String(most))] + from,
      whole: 4_194_304)
  }

  /// How an issue stands is told by whomever changed it last, but for the hub itself.
  private func report(of issue: JSONValue, _ comments: JSONValue) -> Report? {
    guard var report = standing(of: issue), let at = report.at else { return nil }
    let histories = (issue["changelog"]?["histories"]?.array ?? []).sorted {
      (ForeignTime.date($0["created"]) ?? at) < (ForeignTime.date($1["created"]) ?? at)
    }
    func author(of field: String) -> JSONValue? {
      let change = histories.last { $0["items"]?.array?.contains { $0["field"]?.string == field } ?? false }
      return change?["author"] ?? issue["fields"]?["creator"]
    }
    report.key = "issue/\(report.ticket.id)/\(Int(at.timeIntervalSince1970 * 1_000))"
    report.person = person(author(of: "status"), of: issue)
    if settings.isOwn(author(of: "status")) { report.status = nil }
    if settings.isOwn(author(of: "priority")) { report.priority = nil }
    report.comments = (comments["comments"]?.array ?? []).reversed().compactMap { comment($0, of: issue) }
    return report
  }
}

/// How far Jira was heard: the time of the newest change, and those shortly before it that were heard, too.
private struct PollCursor {
  private let start: Int
  private var last: Int
  private var heard: Set<String>

  struct Changed {
    let id: String
    /// In milliseconds since 1970.
    let updated: Int
    fileprivate var mark: String { "\(id)@\(updated)" }
  }

  private static let most = 3_000

  init(beginningAt start: Date) {
    self.start = Int(start.timeIntervalSince1970 * 1_000)
    last = self.start
    heard = []
  }

  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count >= 2, let start = Int(words[0]), let last = Int(words[1]) else { return nil }
    self.start = start
    self.last = last
    heard = Set(words.dropFirst(2).map { String($0) })
  }

  var text: String { (["\(start)", "\(last)"] + heard.sorted()).joined(separator: " ") }

  var at: Date { Date(timeIntervalSince1970: Double(last) / 1_000) }

  /// Oldest first.
  func news(among issues: [JSONValue]) -> [Changed] {
    let changed = issues.compactMap { issue -> Changed? in
      guard let id = issue["id"]?.string ?? issue["key"]?.string, let at = ForeignTime.date(issue["fields"]?["updated"])
      else { return nil }
      return Changed(id: id, updated: Int(at.timeIntervalSince1970 * 1_000))
    }
    return changed.filter { $0.updated > start && !heard.contains($0.mark) }.sorted {
      ($0.updated, $0.id.count, $0.id) < ($1.updated, $1.id.count, $1.id)
    }
  }

  mutating func note(_ issue: Changed, overlap: TimeInterval) {
    last = max(last, issue.updated)
    heard.insert(issue.mark)
    let oldest = last - Int((overlap + 120) * 1_000)
    heard = heard.filter { (Int($0.split(separator: "@").last ?? "") ?? 0) >= oldest }
    if heard.count > Self.most { heard = [issue.mark] }
  }
}
