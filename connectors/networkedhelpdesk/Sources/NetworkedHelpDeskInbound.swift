import ConnectorKit
import Foundation
import StrictJSON
import Ticketing

/// What the other desk asks of the hub's sharing address.
struct NetworkedHelpDeskInbound {
  private let settings: NetworkedHelpDeskSettings

  init(_ settings: NetworkedHelpDeskSettings) { self.settings = settings }

  func hear(_ hook: Hook, at now: Date) throws(HookRefusal) -> Heard {
    let path = hook.path.split(separator: "/").map { String($0) }
    guard path.count == 2 else { throw .refused(status: 404) }
    if path[0] == "attachments" { return try file(path[1], hook) }
    guard path[0] == "agreements" || path[0] == "tickets" else { throw .refused(status: 404) }
    if let version = hook.header("x-ticket-sharing-version"), version != "1" { throw .refused(status: 412) }
    guard SharedID.isValid(path[1]) else { throw .refused(status: 422) }
    let id = path[1].lowercased()
    return path[0] == "tickets" ? try ticket(id, hook, at: now) : try agreement(id, hook)
  }

  /// What somebody may say who shows that token; nil where none is shown.
  private func agreement(by hook: Hook) throws(HookRefusal) -> Agreement? {
    guard hook.headers.contains(where: { $0.name == "x-ticket-sharing-token" }) else { return nil }
    guard let token = hook.header("x-ticket-sharing-token"), let agreement = settings.agreement(by: token) else {
      throw .refused(status: 403)
    }
    return agreement
  }

  private func body(_ hook: Hook, of id: String) throws(HookRefusal) -> JSONValue {
    let said: JSONValue
    do throws(JSONRefusal) { said = try JSONReader.read(hook.body) } catch { throw .notJSON(at: error.offset) }
    guard said.object != nil else { throw .unreadable(at: "", expected: "an object") }
    if let named = said["uuid"], named.string?.lowercased() != id { throw .refused(status: 422) }
    return said
  }
}

/// Agreements.
extension NetworkedHelpDeskInbound {
  private func agreement(_ id: String, _ hook: Hook) throws(HookRefusal) -> Heard {
    switch hook.method {
    case "POST": return try invite(id, hook)
    case "PUT":
      guard let agreement = try agreement(by: hook) else { throw .unsigned }
      guard agreement.uuid == id else { throw .refused(status: 403) }
      return try change(agreement, try body(hook, of: id))
    case "GET":
      guard let agreement = try agreement(by: hook) else { throw .unsigned }
      guard agreement.uuid == id else { throw .refused(status: 404) }
      return Heard(answer: .json(shown(agreement, agreement.status), status: 200))
    case _: throw .refused(status: 405)
    }
  }

  /// They invite the hub. Whoever knows this address was given it for that; and they must be who they were set up as. The first
  /// invitation comes without a token from some.
  private func invite(_ id: String, _ hook: Hook) throws(HookRefusal) -> Heard {
    let said = try body(hook, of: id)
    guard let sender = said["sender_url"]?.string, settings.isTheirs(sender) else { throw .refused(status: 403) }
    guard said["status"]?.string == "pending", said["uuid"] != nil, let agreement = Agreement(said) else {
      throw .refused(status: 422)
    }
    if let token = hook.headers.first(where: { $0.name == "x-ticket-sharing-token" })?.value {
      guard agreement.isKnown(by: token) else { throw .refused(status: 403) }
    }
    // One that holds is not taken away by another one; told twice, it is the same.
    if let known = settings.theirs, known.isOpen, !known.isKnown(by: agreement.token) { throw .refused(status: 422) }
    let isNew = settings.theirs.map { !$0.isKnown(by: agreement.token) || !$0.isOpen } ?? true
    return Heard(
      learnt: isNew ? [Agreement.theirs: agreement.text] : [:],
      answer: .json(shown(agreement, isNew ? "pending" : settings.theirs?.status ?? "pending"), status: 201))
  }

  private func change(_ agreement: Agreement, _ said: JSONValue) throws(HookRefusal) -> Heard {
    let changed = agreement.changed(by: said)
    guard ["pending", "accepted", "declined", "inactive"].contains(changed.status) else { throw .refused(status: 422) }
    let learnt =
      settings.isOurs(agreement) ? [Agreement.ours: changed.status] : [Agreement.theirs: changed.text]
    return Heard(learnt: learnt, answer: .json(shown(changed, changed.status), status: 200))
  }

  /// Without its key.
  private func shown(_ agreement: Agreement, _ status: String) -> JSONValue {
    ["uuid": .string(agreement.uuid), "name": .string(agreement.name), "status": .string(status)]
  }
}

/// Tickets.
extension NetworkedHelpDeskInbound {
  /// So many comments are heard at once, the newest of them.
  private static let most = 200

  private func ticket(_ id: String, _ hook: Hook, at now: Date) throws(HookRefusal) -> Heard {
    guard let agreement = try agreement(by: hook) else { throw .unsigned }
    guard agreement.isOpen else { throw .refused(status: 403) }
    switch hook.method {
    case "POST":
      // Only who invited shares new tickets, and none that is the hub's own.
      guard !settings.isOurs(agreement) else { throw .refused(status: 403) }
      guard !SharedID.isOwn(id) else { throw .refused(status: 422) }
      let said = try body(hook, of: id)
      guard let subject = said["subject"]?.string, !subject.isEmpty else { throw .refused(status: 422) }
      return Heard([report(of: id, said, hook, at: now)], answer: .json(["uuid": .string(id)], status: 201))
    case "PUT":
      guard SharedID.isOwn(id) == settings.isOurs(agreement) else { throw .refused(status: 403) }
      let said = try body(hook, of: id)
      return Heard([report(of: id, said, hook, at: now)], answer: .json(["uuid": .string(id)], status: 200))
    case "GET":
      // Who shares a ticket, and with whom it is shared, see what was said on it; nobody learns of another's.
      guard SharedID.isOwn(id) == settings.isOurs(agreement) else { throw .refused(status: 404) }
      return Heard(answer: .ticket(external: id))
    case "DELETE":
      guard SharedID.isOwn(id) == settings.isOurs(agreement) else { throw .refused(status: 403) }
      var report = report(of: id, [:], hook, at: now)
      report.status = NetworkedHelpDeskVocabulary.unshared
      report.isGone = true
      return Heard([report], answer: .json(["uuid": .string(id)], status: 200))
    case _: throw .refused(status: 405)
    }
  }

  private func report(of id: String, _ said: JSONValue, _ hook: Hook, at now: Date) -> Report {
    let number = said["original_id"]?.string ?? said["original_id"]?.integer.map { String($0) }
    var report = Report(
      ticket: ExternalReference(id: id, number: number.map { "#\($0.prefix(100))" } ?? String(id.prefix(8))))
    // The protocol numbers nothing and tells no time: the same words may be news again, but not at the same moment.
    report.key = "\(hook.method)/\(id)/\(hook.fingerprint)/\(Int(now.timeIntervalSince1970 * 1_000))"
    report.at = now
    report.marker = SharedID.marker(id)
    report.subject = said["subject"]?.string
    report.status = said["status"]?.string
    report.requester = person(said["requester"], isAgent: false)
    let told = said["comments"]?.array ?? []
    let comments =
      hook.method == "POST" ? told.prefix(1) + told.dropFirst().suffix(Self.most - 1) : told.suffix(Self.most)
    report.person = person(said["current_actor"]) ?? person(comments.last?["author"])
    report.comments = comments.compactMap(comment)
    report.files = Array(comments.flatMap(files).suffix(Limits.attachmentsPerTicket))
    report.fields = fields(said)
    // What a new ticket begins with is its description, and known as a comment when it is told again.
    if hook.method == "POST", let first = report.comments.first, first.isPublic {
      report.description = first.body
      report.comments[0] = ReportedComment(
        id: first.id, body: "", isPublic: true, author: first.author, at: first.at, marker: first.marker)
    }
    return report
  }

  private func comment(_ said: JSONValue) -> ReportedComment? {
    guard let id = said["uuid"]?.string, !id.isEmpty else { return nil }
    var body = said["body"]?.string ?? ""
    if body.isEmpty { body = Self.words(said["html_body"]?.string ?? "") }
    guard !body.isEmpty else { return nil }
    return ReportedComment(
      id: id, body: body, isPublic: said["public"]?.bool ?? true, author: person(said["author"]),
      at: said["authored_at"]?.string.flatMap { ForeignTime.date($0) }, marker: SharedID.marker(id),
      isOwn: SharedID.isOwn(id))
  }

  private func files(_ comment: JSONValue) -> [ReportedFile] {
    guard let id = comment["uuid"]?.string, !id.isEmpty, !SharedID.isOwn(id) else { return [] }
    return (comment["attachments"]?.array ?? []).prefix(100).enumerated().compactMap { place, file in
      guard let url = file["url"]?.string, !url.isEmpty else { return nil }
      let names = ["display_filename", "filename"].lazy.compactMap { file[$0]?.string }
      return ReportedFile(
        id: "\(id)/\(place)", name: names.first { !$0.isEmpty } ?? "file", type: file["content_type"]?.string,
        size: nil, location: url, comment: id, isPublic: comment["public"]?.bool ?? true,
        author: person(comment["author"]))
    }
  }

  private func person(_ actor: JSONValue?, isAgent: Bool? = nil) -> ReportedPerson? {
    guard let name = actor?["name"]?.string, !name.isEmpty else { return nil }
    let role = actor?["role"]?.string
    return ReportedPerson(
      id: actor?["uuid"]?.string, name: name,
      isAgent: isAgent ?? (role == "agent" ? true : role == "user" ? false : nil))
  }

  private func fields(_ said: JSONValue) -> [String: String] {
    var fields: [String: String] = [:]
    for member in (said["custom_fields"]?.object?.members ?? []).prefix(50) {
      fields[member.key] = member.value.string ?? member.value.integer.map { String($0) }
    }
    fields["custom_status"] = said["custom_status"]?.string
    let tags = (said["tags"]?.array ?? []).prefix(100).compactMap(\.string)
    if !tags.isEmpty { fields["tags"] = tags.joined(separator: ", ") }
    return fields
  }

  /// HTML where there is no text: its words, the tags left out.
  private static func words(_ html: String) -> String {
    var words: [UInt8] = []
    var isTag = false
    for byte in html.utf8 {
      switch byte {
      case UInt8(ascii: "<"): isTag = true
      case UInt8(ascii: ">") where isTag:
        isTag = false
        words.append(UInt8(ascii: " "))
      case _ where !isTag: words.append(byte)
      case _: break
      }
    }
    let text = String(decoding: words, as: UTF8.self)
    let marks = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    return marks.reduce(text) { $0.replacing($1.0, with: $1.1) }.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// Files, in both directions.
extension NetworkedHelpDeskInbound {
  /// `<ticket>-<event>`: an address that the hub has told them, and nobody can guess.
  private func file(_ name: String, _ hook: Hook) throws(HookRefusal) -> Heard {
    guard hook.method == "GET" || hook.method == "HEAD" else { throw .refused(status: 405) }
    let parts = name.split(separator: "-").map { String($0) }
    guard parts.count == 2, SharedID.isValid(parts[0]), let event = SharedID.marker(parts[1]).flatMap({ EventID($0) })
    else { throw .refused(status: 404) }
    return Heard(answer: .file(event, onExternal: parts[0].lowercased()))
  }

  /// From wherever they say that it is; who is asked there learns nothing of the hub.
  func fetch(_ file: ReportedFile, _ exchange: Exchange) throws(DeliveryFailure) -> Step<[UInt8]> {
    var url = try asking { () throws(EgressFailure) in try EgressURL(file.location) }
    for (place, answer) in exchange.answers.enumerated() {
      if (300..<400).contains(answer.status), let location = answer[header: "Location"], place < 3 {
        let here = url
        url = try asking { () throws(EgressFailure) in try here.following(location) }
        continue
      }
      if let failure = DeliveryFailure(answer) { throw failure }
      return .done(answer.body)
    }
    return .ask(EgressRequest(.get, url, answer: .whole(limit: Limits.attachmentBytes)))
  }
}
