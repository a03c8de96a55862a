import ConnectorKit
import Foundation
import JSONPath
import StrictJSON
import Ticketing

/// What ServiceNow has to tell: by webhooks of its admin's making, or as it is asked.
struct ServiceNowInbound {
  let settings: ServiceNowSettings

  init(_ settings: ServiceNowSettings) { self.settings = settings }

  func fetch(_ file: ReportedFile, _ desk: JSONConversation) throws(DeliveryFailure) -> Step<[UInt8]> {
    guard Self.isID(file.location) else { throw .permanent(.notFound) }
    guard let answer = desk.raw(0) else {
      return try desk.ask(
        .get, ["api", "now", "attachment", file.location, "file"], whole: Limits.attachmentBytes)
    }
    if let failure = DeliveryFailure(answer, at: desk.exchange.now) { throw failure }
    return .done(answer.body)
  }

  func test(_ desk: JSONConversation) throws(DeliveryFailure) -> Step<TestResult> {
    guard let answer = try desk.answer(0) else {
      return try desk.ask(
        .get, ["api", "now", "table", settings.table],
        query: [("sysparm_query", settings.filter), ("sysparm_limit", "1"), ("sysparm_fields", "sys_id,number")])
    }
    guard answer["result"]?.array != nil else { throw .permanent(.unintelligible) }
    return .done(TestResult(account: settings.user))
  }

  private static func isID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }
}

/// Webhooks.
extension ServiceNowInbound {
  static let secretHeader = "x-baton-secret"
  static let signatureHeader = "x-baton-signature"
  static let timeHeader = "x-baton-timestamp"

  func read(_ hook: Hook, at now: Date) throws(HookRefusal) -> [Report] {
    try prove(hook, at: now)
    let body: JSONValue
    do throws(JSONRefusal) { body = try JSONReader.read(hook.body) } catch { throw .notJSON(at: error.offset) }
    func at(_ path: ServiceNowSettings.Path) -> JSONValue? {
      guard let query = settings.paths[path] else { return nil }
      return (try? query.nodes(in: body, within: QueryBounds(steps: 10_000, nodes: 10)))?.first?.value
    }
    let idPath = settings.paths[.id]?.text ?? ""
    guard let id = ServiceNowField.filled(at(.id)), id.utf8.count <= 200 else {
      throw .unreadable(at: idPath, expected: "the record's sys_id")
    }
    var report = Report(
      ticket: ExternalReference(id: id, number: ServiceNowField.filled(at(.number)), url: settings.page(of: id)))
    let key = ServiceNowField.filled(at(.key)) ?? hook.fingerprint
    report.key = String(key.prefix(200))
    report.at = ServiceNowField.filled(at(.at)).flatMap(ServiceNowSettings.date)
    report.marker = ServiceNowField.filled(at(.marker))
    report.subject = ServiceNowField.filled(at(.subject))
    report.description = ServiceNowField.filled(at(.description))
    report.resolution = ServiceNowField.filled(at(.resolution))
    report.person = ServiceNowField.filled(at(.by)).map { ReportedPerson(id: $0, name: $0, isAgent: true) }
    report.requester = Self.caller(at(.requester))
    report.status = ServiceNowField.filled(at(.status)).map {
      ServiceNowVocabulary.status($0, holdReason: ServiceNowField.text(at(.holdReason)) ?? "")
    }
    report.priority = priority(
      ServiceNowField.filled(at(.priority)), ServiceNowField.filled(at(.impact)), ServiceNowField.filled(at(.urgency)))
    report.comments = (at(.entries)?.array ?? []).prefix(100).compactMap { entry($0, names: [:]) }
    for (path, isPublic) in [(ServiceNowSettings.Path.comment, true), (.workNote, false)] {
      guard let text = ServiceNowField.filled(at(path)) else { continue }
      report.comments += ServiceNowJournal.entries(
        text, isPublic: isPublic, key: key, writtenBy: report.person, settings.user)
    }
    report.files = (at(.files)?.array ?? []).prefix(100).compactMap(file)
    return [report]
  }

  private func prove(_ hook: Hook, at now: Date) throws(HookRefusal) {
    switch settings.proof {
    case .secret:
      guard hook.headers.contains(where: { $0.name == Self.secretHeader }) else { throw .unsigned }
      guard let shown = hook.header(Self.secretHeader), settings.hookSecret.isKnown(by: shown) else {
        throw .wronglySigned
      }
    case .hmac:
      guard hook.headers.contains(where: { $0.name == Self.signatureHeader }) else { throw .unsigned }
      guard let signature = hook.header(Self.signatureHeader), let time = hook.header(Self.timeHeader),
        let sent = Freshness.date(time),
        SignatureScheme(.sha256, .base64).isValid(
          signature, of: [Array("\(time).".utf8), hook.body], by: [settings.hookSecret])
      else { throw .wronglySigned }
      guard Freshness(of: sent, at: now) == .fresh else { throw .stale }
    }
  }

  private func priority(_ priority: String?, _ impact: String?, _ urgency: String?) -> String? {
    if let priority { return priority }
    return settings.levels.first { $0.value.impact == impact && $0.value.urgency == urgency }?.key
  }

  private static func caller(_ value: JSONValue?) -> ReportedPerson? {
    guard let id = ServiceNowField.filled(value), let name = ServiceNowField.shown(value) else { return nil }
    return ReportedPerson(
      id: id, name: name, email: ServiceNowField.filled(value?["email"]), isAgent: false)
  }

  /// - Parameter names: of people, by their user names.
  private func entry(_ value: JSONValue, names: [String: ReportedPerson]) -> ReportedComment? {
    guard let id = ServiceNowField.filled(value["sys_id"]), let body = ServiceNowField.filled(value["value"]),
      let element = ServiceNowField.text(value["element"])
    else { return nil }
    let user = ServiceNowField.text(value["sys_created_by"]) ?? ""
    let named = ServiceNowField.filled(value["name"]).map {
      ReportedPerson(id: user, name: $0, email: ServiceNowField.filled(value["email"]))
    }
    return ReportedComment(
      id: String(id.prefix(200)), body: body, isPublic: element == "comments",
      author: named ?? names[user] ?? (user.isEmpty ? nil : ReportedPerson(id: user, name: user)),
      at: ServiceNowField.text(value["sys_created_on"]).flatMap(ServiceNowSettings.date), isOwn: user == settings.user)
  }

  /// Nil for what the hub attached, and for what cannot be fetched.
  private func file(_ value: JSONValue) -> ReportedFile? {
    guard let id = ServiceNowField.filled(value["sys_id"]), Self.isID(id),
      let name = ServiceNowField.filled(value["file_name"]),
      ServiceNowField.text(value["sys_created_by"]) != settings.user
    else { return nil }
    let user = ServiceNowField.filled(value["sys_created_by"])
    return ReportedFile(
      id: id, name: name, type: ServiceNowField.filled(value["content_type"]),
      size: ServiceNowField.text(value["size_bytes"]).flatMap { Int($0) }, location: id, isPublic: true,
      author: user.map { ReportedPerson(id: $0, name: $0) })
  }
}

/// Asking.
extension ServiceNowInbound {
  /// So many records are heard at once.
  private static let page = 20

  func poll(since text: String?, _ desk: JSONConversation) throws(DeliveryFailure) -> Step<Polled> {
    guard let cursor = text.flatMap(Cursor.init) else { return try begin(desk) }
    guard let listed = try desk.answer(0) else {
      return try ask(
        desk, records("sys_updated_on>=\(ServiceNowSettings.time(cursor.records.since))"),
        Self.page + cursor.records.count)
    }
    guard let attached = try desk.answer(1) else { return try ask(desk, since: cursor) }
    let all = try Self.results(listed).compactMap(Record.init)
    let news = all.filter { cursor.records.isNews($0.key) }.prefix(Self.page)
    let files = try Self.results(attached).compactMap(Attached.init).filter { cursor.files.isNews($0.id) }
      .prefix(Self.page)
    var questions: [Question] = []
    let parents = Set(files.map(\.record)).subtracting(news.map(\.id)).sorted()
    if !parents.isEmpty { questions.append(.records(parents)) }
    if !news.isEmpty { questions.append(.journal(news.map(\.id))) }
    var answers: [JSONValue] = []
    for (index, question) in questions.enumerated() {
      guard let answer = try desk.answer(index + 2) else { return try ask(desk, question) }
      answers += try Self.results(answer)
    }
    let users = Set(answers.compactMap { ServiceNowField.filled($0["sys_created_by"]) }).subtracting([settings.user])
    if !users.isEmpty {
      guard let named = try desk.answer(questions.count + 2) else { return try askNames(desk, users.sorted()) }
      answers += try Self.results(named)
    }
    let told = reports(Array(news), Array(files), answers)
    let next = cursor.after(Array(news), Array(files))
    return .done(
      Polled(reports: told, cursor: next.text, isWhole: news.count < Self.page && files.count < Self.page))
  }

  /// What is there already is no news.
  private func begin(_ desk: JSONConversation) throws(DeliveryFailure) -> Step<Polled> {
    guard let newest = try desk.answer(0) else {
      return try ask(desk, [settings.filter, "ORDERBYDESCsys_updated_on"], 200)
    }
    guard let files = try desk.answer(1) else {
      return try desk.ask(
        .get, ["api", "now", "attachment"],
        query: [
          ("sysparm_query", "table_name=\(settings.table)^ORDERBYDESCsys_created_on"), ("sysparm_limit", "200"),
        ], whole: 4_194_304)
    }
    let records = try Self.results(newest).compactMap(Record.init)
    let cursor = Cursor().after(records, try Self.results(files).compactMap(Attached.init))
    return .done(Polled(reports: [], cursor: cursor.text, isWhole: true))
  }

  private enum Question {
    case records([String])
    case journal([String])
  }

  private func records(_ condition: String) -> [String] {
    [settings.filter, condition, "ORDERBYsys_updated_on", "ORDERBYsys_id"]
  }

  private func ask(_ desk: JSONConversation, _ query: [String], _ limit: Int) throws(DeliveryFailure) -> Step<Polled> {
    try desk.ask(
      .get, ["api", "now", "table", settings.table],
      query: [
        ("sysparm_query", query.filter { !$0.isEmpty }.joined(separator: "^")), ("sysparm_display_value", "all"),
        ("sysparm_exclude_reference_link", "true"), ("sysparm_fields", Record.fields), ("sysparm_limit", String(limit)),
      ], whole: 16_777_216)
  }

  private func ask(_ desk: JSONConversation, since cursor: Cursor) throws(DeliveryFailure) -> Step<Polled> {
    let query =
      "table_name=\(settings.table)^sys_created_on>=\(ServiceNowSettings.time(cursor.files.since))^ORDERBYsys_created_on"
    return try desk.ask(
      .get, ["api", "now", "attachment"],
      query: [("sysparm_query", query), ("sysparm_limit", String(Self.page + cursor.files.count))], whole: 4_194_304)
  }

  private func ask(_ desk: JSONConversation, _ question: Question) throws(DeliveryFailure) -> Step<Polled> {
    switch question {
    case .records(let ids): return try ask(desk, records("sys_idIN\(ids.joined(separator: ","))"), ids.count)
    case .journal(let ids):
      // All of it, and not what is new alone: a record may come to be bridged after much was said.
      let query = "element_idIN\(ids.joined(separator: ","))^elementINcomments,work_notes^ORDERBYDESCsys_created_on"
      return try desk.ask(
        .get, ["api", "now", "table", "sys_journal_field"],
        query: [
          ("sysparm_query", query),
          ("sysparm_fields", "sys_id,element_id,element,value,sys_created_by,sys_created_on"),
          ("sysparm_limit", "500"),
        ], whole: 33_554_432)
    }
  }

  private func askNames(_ desk: JSONConversation, _ users: [String]) throws(DeliveryFailure) -> Step<Polled> {
    let names = users.prefix(100).map { $0.replacingOccurrences(of: ",", with: "") }.map(ServiceNowSettings.quoted)
    return try desk.ask(
      .get, ["api", "now", "table", "sys_user"],
      query: [
        ("sysparm_query", "user_nameIN\(names.joined(separator: ","))"), ("sysparm_fields", "user_name,name,email"),
        ("sysparm_limit", "100"),
      ])
  }

  private static func results(_ answer: JSONValue) throws(DeliveryFailure) -> [JSONValue] {
    guard let results = answer["result"]?.array else { throw .permanent(.unintelligible) }
    return results
  }

  /// - Parameter answers: records, entries and people, in any order.
  private func reports(_ news: [Record], _ files: [Attached], _ answers: [JSONValue]) -> [Report] {
    var names: [String: ReportedPerson] = [:]
    for answer in answers {
      guard let user = ServiceNowField.filled(answer["user_name"]), let name = ServiceNowField.filled(answer["name"])
      else {
        continue
      }
      names[user] = ReportedPerson(id: user, name: name, email: ServiceNowField.filled(answer["email"]))
    }
    let told = news.map { record in
      var report = report(record)
      report.key = record.key
      let newestFirst = answers.filter { ServiceNowField.text($0["element_id"]) == record.id }
      report.comments = newestFirst.reversed().compactMap { entry($0, names: names) }
      return report
    }
    let parents = news + answers.compactMap(Record.init)
    return told
      + files.compactMap { attached in
        guard let parent = parents.first(where: { $0.id == attached.record }), let file = file(attached.value) else {
          return nil
        }
        var report = report(parent)
        report.key = "file/\(attached.id)"
        report.files = [file]
        return report
      }
  }

  private func report(_ record: Record) -> Report {
    var report = Report(
      ticket: ExternalReference(
        id: record.id, number: ServiceNowField.filled(record.value["number"]), url: settings.page(of: record.id)))
    report.at = record.updated
    report.marker = ServiceNowField.filled(record.value["correlation_id"])
    report.subject = ServiceNowField.filled(record.value["short_description"])
    report.description = ServiceNowField.filled(record.value["description"])
    report.resolution = ServiceNowField.filled(record.value["close_notes"])
    report.requester = Self.caller(record.value["caller_id"])
    report.status = ServiceNowField.filled(record.value["state"]).map {
      ServiceNowVocabulary.status($0, holdReason: ServiceNowField.text(record.value["hold_reason"]) ?? "")
    }
    report.priority = ServiceNowField.filled(record.value["priority"])
    return report
  }
}

/// A record that was listed.
private struct Record {
  let id: String
  let updated: Date
  /// The same in a webhook of the default body, so that what is told in both ways is heard once.
  let key: String
  let value: JSONValue

  static let fields = [
    "sys_id", "number", "short_description", "description", "state", "hold_reason", "impact", "urgency", "priority",
    "correlation_id", "close_notes", "caller_id", "sys_updated_on", "sys_updated_by", "sys_mod_count",
  ].joined(separator: ",")

  init?(_ value: JSONValue) {
    guard value["element_id"] == nil, let id = ServiceNowField.filled(value["sys_id"]),
      let updated = ServiceNowField.filled(value["sys_updated_on"]).flatMap(ServiceNowSettings.date)
    else { return nil }
    (self.id, self.updated, self.value) = (id, updated, value)
    key = "\(id)/\(ServiceNowField.text(value["sys_mod_count"]) ?? RFC3339.text(updated))"
  }
}

/// A file that was listed.
private struct Attached {
  let id: String
  let record: String
  let created: Date
  let value: JSONValue

  init?(_ value: JSONValue) {
    guard let id = ServiceNowField.filled(value["sys_id"]), let record = ServiceNowField.filled(value["table_sys_id"]),
      let created = ServiceNowField.filled(value["sys_created_on"]).flatMap(ServiceNowSettings.date)
    else { return nil }
    (self.id, self.record, self.created, self.value) = (id, record, created, value)
  }
}

/// How far ServiceNow was heard: records and files are stamped each by themselves.
private struct Cursor {
  var records = StampCursor()
  var files = StampCursor()

  init() {}

  init?(_ text: String) {
    let value = try? JSONReader.read(Array(text.utf8))
    guard let records = StampCursor(value?["records"]), let files = StampCursor(value?["files"]) else { return nil }
    (self.records, self.files) = (records, files)
  }

  func after(_ news: [Record], _ attached: [Attached]) -> Cursor {
    var next = self
    for record in news { next.records.note(record.key, at: record.updated) }
    for file in attached { next.files.note(file.id, at: file.created) }
    (next.records, next.files) = (next.records.trimmed, next.files.trimmed)
    return next
  }

  var text: String {
    String(decoding: JSONWriter.bytes(of: ["records": records.value, "files": files.value]), as: UTF8.self)
  }
}
