import ConnectorKit
import Foundation
import JSONPath
import MailHTML
import StrictJSON
import Ticketing

/// Reads what a webhook says, by the paths that the admin has pointed.
struct WebhookInbound {
  private let settings: WebhookSettings
  /// What the paths pointed at, for who looks at a sample.
  private(set) var found: [SampleReading.Found] = []
  /// The path that was asked last.
  private(set) var reached: String?
  private var asked: Set<String> = []
  private var answered: Set<String> = []

  /// No desk tells more with one webhook, and no page shows more of a sample.
  private static let most = 100
  private static let mostFound = 200
  private static let longestID = 500
  /// What one path may cost; all of a webhook's things share it, and all comments or files of one of them a tenth of it.
  private static let mostSteps = 200_000
  private static let fewestSteps = 500
  private var steps = WebhookInbound.mostSteps

  init(_ settings: WebhookSettings) { self.settings = settings }

  /// The paths that found nothing.
  var silent: [String] { asked.subtracting(answered).sorted() }

  mutating func reports(of body: [UInt8]) throws(HookRefusal) -> [Report] {
    let document: JSONValue
    do throws(JSONRefusal) { document = try JSONReader.read(body) } catch { throw .notJSON(at: error.offset) }
    if settings.paths["only_when"] != nil, try nodes("only_when", in: document).isEmpty { return [] }
    let things = settings.paths["each"] == nil ? [document] : try nodes("each", in: document).map(\.value)
    guard !things.isEmpty else { throw .unreadable(at: "$", expected: "anything that “each” finds") }
    let fingerprint = Hook(headers: [], body: body).fingerprint
    steps = max(Self.fewestSteps, Self.mostSteps / things.count)
    var reports: [Report] = []
    for (index, thing) in things.enumerated() { reports.append(try report(thing, "\(fingerprint)/\(index)")) }
    return reports
  }

  private mutating func report(_ thing: JSONValue, _ fallback: String) throws(HookRefusal) -> Report {
    guard let id = try id("ticket_id", in: thing) else {
      throw .unreadable(at: settings.paths["ticket_id"]?.text ?? "$", expected: "the ticket's id")
    }
    let url = try text("ticket_url", in: thing).flatMap { $0.hasPrefix("http") ? $0 : nil }
    var report = Report(
      ticket: ExternalReference(id: id, number: try self.id("ticket_number", in: thing), url: url))
    report.key = try self.id("event_id", in: thing).map { "event/\($0)/\(id)" } ?? "body/\(fallback)"
    report.at = try text("time", in: thing).flatMap(Self.date)
    report.person = try text("person_name", in: thing).map { ReportedPerson(name: $0) }
    report.marker = try self.id("marker", in: thing)
    report.subject = try text("subject", in: thing).map(Self.oneLine)
    report.description = try text("description", in: thing).map(words)
    report.status = try text("status", in: thing)
    report.priority = try text("priority", in: thing)
    report.type = try text("type", in: thing)
    report.requester = try requester(in: thing)
    report.comments = try comments(in: thing, of: report)
    report.files = try files(in: thing)
    return report
  }

  private mutating func requester(in thing: JSONValue) throws(HookRefusal) -> ReportedPerson? {
    let (name, email) = (try text("requester_name", in: thing), try text("requester_email", in: thing))
    guard let shown = name ?? email else { return nil }
    return ReportedPerson(id: email, name: shown, email: email, isAgent: false)
  }

  private mutating func comments(in thing: JSONValue, of report: Report) throws(HookRefusal) -> [ReportedComment] {
    guard settings.paths["comment"] != nil else { return [] }
    var comments: [ReportedComment] = []
    let nodes = try nodes("comment", in: thing)
    let whole = share(among: nodes)
    defer { steps = whole }
    for (index, node) in nodes.enumerated() where !node.value.isNull {
      let body =
        settings.paths["comment_body"] == nil ? Self.text(of: node.value) : try text("comment_body", in: node.value)
      guard let body, !body.isEmpty else { continue }
      let author = try text("comment_author", in: node.value)
      let isOwn = !settings.ownAuthor.isEmpty && (author ?? report.person?.name) == settings.ownAuthor
      comments.append(
        ReportedComment(
          id: try id("comment_id", in: node.value) ?? "\(report.key ?? "")/\(index)", body: words(body),
          format: settings.textForm == .markdown ? .markdown : .text, isPublic: try isPublic(node.value),
          author: author.map { ReportedPerson(name: $0) },
          at: try text("comment_time", in: node.value).flatMap(Self.date),
          marker: try id("comment_marker", in: node.value), isOwn: isOwn))
    }
    return comments
  }

  /// What says neither is not for requesters.
  private mutating func isPublic(_ comment: JSONValue) throws(HookRefusal) -> Bool {
    if let word = try text("comment_public", in: comment) { return Self.isTrue(word, "public") }
    if let word = try text("comment_private", in: comment) { return !Self.isTrue(word, "private") }
    return false
  }

  private mutating func files(in thing: JSONValue) throws(HookRefusal) -> [ReportedFile] {
    guard settings.paths["file"] != nil else { return [] }
    var files: [ReportedFile] = []
    let nodes = try nodes("file", in: thing)
    let whole = share(among: nodes)
    defer { steps = whole }
    for node in nodes {
      let location =
        settings.paths["file_url"] == nil ? Self.text(of: node.value) : try text("file_url", in: node.value)
      guard let location, !location.isEmpty else { continue }
      let name = try text("file_name", in: node.value).map(Self.oneLine)
      files.append(
        ReportedFile(
          id: try id("file_id", in: node.value) ?? String(location.prefix(Self.longestID)),
          name: name ?? String(location.split(separator: "/").last ?? "file"),
          type: try text("file_type", in: node.value),
          size: try text("file_size", in: node.value).flatMap { Int($0) }, location: location, isPublic: false))
    }
    return files
  }
}

/// What paths find.
extension WebhookInbound {
  /// - Returns: what a path might cost before.
  private mutating func share(among nodes: [JSONNode]) -> Int {
    let whole = steps
    steps = max(Self.fewestSteps, whole / 10 / max(1, nodes.count))
    return whole
  }

  private mutating func nodes(_ setting: String, in thing: JSONValue) throws(HookRefusal) -> [JSONNode] {
    guard let path = settings.paths[setting] else { return [] }
    reached = setting
    asked.insert(setting)
    let nodes: [JSONNode]
    do throws(QueryOverrun) { nodes = try path.nodes(in: thing, within: QueryBounds(steps: steps, nodes: 1_000)) } catch
    {
      throw .unreadable(at: path.text, expected: "less to search through")
    }
    for node in nodes.prefix(3) where found.count < Self.mostFound {
      let shown =
        Self.text(of: node.value) ?? String(decoding: JSONWriter.bytes(of: node.value).prefix(200), as: UTF8.self)
      found.append(SampleReading.Found(setting: setting, place: "\(node.path)", value: shown))
    }
    if nodes.contains(where: { !$0.value.isNull }) { answered.insert(setting) }
    return Array(nodes.prefix(Self.most))
  }

  /// The first that a path finds and that is text, a number, or true or false. Null is nothing, as is what is empty.
  private mutating func text(_ setting: String, in thing: JSONValue) throws(HookRefusal) -> String? {
    for node in try nodes(setting, in: thing) {
      if let text = Self.text(of: node.value), !text.isEmpty { return text }
    }
    return nil
  }

  private mutating func id(_ setting: String, in thing: JSONValue) throws(HookRefusal) -> String? {
    guard let text = try text(setting, in: thing) else { return nil }
    let id = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard id.utf8.count <= Self.longestID, id.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw .unreadable(
        at: settings.paths[setting]?.text ?? "$", expected: "one line of at most \(Self.longestID) bytes")
    }
    return id.isEmpty ? nil : id
  }

  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .number(let number): number.integer.map { String($0) } ?? "\(number.double)"
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  private func words(_ text: String) -> String {
    settings.textForm == .html ? HTMLTree(reading: text).plainText : text
  }

  private static func oneLine(_ text: String) -> String {
    text.split { $0.isNewline }.joined(separator: " ")
  }

  private static func isTrue(_ word: String, _ name: String) -> Bool {
    ["true", "yes", "1", name].contains(word.lowercased())
  }
}

/// What may be pointed at in a sample.
extension WebhookInbound {
  private static let mostPlaces = 150
  private static let deepest = 12
  /// What a thing within a webhook is pointed at by: itself, and with it the settings whose paths begin there.
  private static let parts = ["comment", "file"]

  static let pointers: [String] = WebhookSettings.pathKeys.filter { key in
    !["only_when", "each", "comment", "file", "closed_when"].contains(key)
      && !key.hasPrefix("made_") && !key.hasPrefix("found_")
  }

  static func places(in sample: [UInt8], by settings: [String: String]) -> [SamplePlace] {
    guard let document = try? JSONReader.read(sample) else { return [] }
    var pointed: [String: [String]] = [:]
    for pointer in pointers {
      for place in concrete(pointer, settings, in: document) { pointed[place, default: []].append(pointer) }
    }
    var places: [SamplePlace] = []
    walk(document, "$", "$", depth: 0) { path, place, value in
      places.append(SamplePlace(path: path, value: value, pointers: pointed[place] ?? []))
      return places.count < mostPlaces
    }
    return places
  }

  /// - Parameter found: takes a path, the same path of the first thing of each list, and the value; false ends it.
  @discardableResult private static func walk(
    _ value: JSONValue, _ path: String, _ place: String, depth: Int, _ found: (String, String, String) -> Bool
  ) -> Bool {
    if let text = text(of: value) { return found(path, place, text) }
    guard depth < deepest else { return true }
    if let first = value.array?.first { return walk(first, "\(path)[*]", "\(place)[0]", depth: depth + 1, found) }
    for member in value.object?.members ?? [] {
      let key = quoted(member.key)
      let step = isPlain(member.key) ? ".\(member.key)" : "[\(key)]"
      guard walk(member.value, path + step, "\(place)[\(key)]", depth: depth + 1, found) else { return false }
    }
    return true
  }

  /// As RFC 9535 writes it in normalized paths.
  private static func quoted(_ key: String) -> String {
    var text = ""
    for scalar in key.unicodeScalars {
      switch scalar {
      case "'", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      case _: text.unicodeScalars.append(scalar)
      }
    }
    return "'\(text)'"
  }

  private static func isPlain(_ key: String) -> Bool {
    guard let first = key.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return key.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
    }
  }

  /// Where a setting points in a document, as normalized paths.
  private static func concrete(_ pointer: String, _ settings: [String: String], in document: JSONValue) -> [String] {
    guard let part = parts.first(where: { pointer.hasPrefix("\($0)_") }) else {
      let each = settings["each"].flatMap { $0.isEmpty ? nil : $0 }
      return each == nil
        ? found(settings[pointer], in: document).map { "\($0.path)" }
        : within(each, settings[pointer], in: document)
    }
    return within(settings[part], settings[pointer], in: document)
  }

  private static func within(_ outer: String?, _ inner: String?, in document: JSONValue) -> [String] {
    found(outer, in: document).prefix(3).flatMap { node in
      found(inner, in: node.value).map { "\(node.path)\("\($0.path)".dropFirst())" }
    }
  }

  private static func found(_ path: String?, in document: JSONValue) -> [JSONNode] {
    guard let path, !path.isEmpty, let query = try? JSONQuery(path) else { return [] }
    return (try? query.nodes(in: document, within: QueryBounds(steps: 10_000, nodes: 10))) ?? []
  }

  /// Comments and files are pointed at by way of what holds them: the list's things, or the object around the value.
  static func pointing(_ pointer: String, at place: SamplePlace, _ settings: [String: String]) -> [String: String] {
    var settings = settings
    guard let part = parts.first(where: { pointer.hasPrefix("\($0)_") }) else {
      let each = settings["each"].flatMap { !$0.isEmpty && place.path.hasPrefix($0) ? $0 : nil } ?? "$"
      settings[pointer] = "$" + place.path.dropFirst(each.count)
      return settings
    }
    let holder = settings[part].flatMap { $0.isEmpty ? nil : $0 }
    if let holder, place.path.hasPrefix(holder), place.path != holder {
      settings[pointer] = "$" + place.path.dropFirst(holder.count)
      return settings
    }
    // What a comment is begins with its words, and a file with its address: these decide what holds the rest.
    guard holder == nil || pointer == "comment_body" || pointer == "file_url" else { return settings }
    let end = place.path.range(of: "[*]", options: .backwards)?.upperBound ?? lastStep(of: place.path)
    settings[part] = String(place.path[..<end])
    settings[pointer] = end == place.path.endIndex ? "" : "$" + place.path[end...]
    return settings
  }

  private static func lastStep(of path: String) -> String.Index {
    path.lastIndex { $0 == "." || $0 == "[" } ?? path.endIndex
  }
}

/// Times as desks write them.
extension WebhookInbound {
  /// Seconds since 1970, or thousandths, millionths or billionths of them by the number's length; RFC 3339 and ISO 8601 with any
  /// offset from UTC.
  static func date(_ text: String) -> Date? {
    if let number = Int64(text) {
      let divisor: Double? =
        switch text.utf8.count {
        case 1...11: 1
        case 12...14: 1e3
        case 15...17: 1e6
        case 18...19: 1e9
        case _: nil
        }
      guard let divisor, number > 0 else { return nil }
      return Date(timeIntervalSince1970: Double(number) / divisor)
    }
    var text = text.replacing(" ", with: "T", maxReplacements: 1)
    guard let mark = text.lastIndex(where: { $0 == "+" || $0 == "-" }),
      text.distance(from: text.startIndex, to: mark) > 10
    else { return RFC3339.date(text.hasSuffix("Z") ? text : text + "Z") }
    let digits = text[text.index(after: mark)...].filter { $0 != ":" }
    guard digits.utf8.count == 4, let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)), hours < 24,
      minutes < 60
    else { return nil }
    let offset = Double((text[mark] == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60))
    text = String(text[..<mark]) + "Z"
    return RFC3339.date(text)?.addingTimeInterval(-offset)
  }
}
