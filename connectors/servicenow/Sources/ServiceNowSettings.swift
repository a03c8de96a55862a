import ConnectorKit
import Foundation
import JSONPath
import StrictJSON

/// Where ServiceNow is, which of its tables is bridged, as whom the hub works there, and how its webhooks are proved and read.
struct ServiceNowSettings: Sendable {
  let address: EgressURL
  let table: String
  let filter: String
  /// What that user wrote is the hub's own.
  let user: String
  let pollsEvery: Duration?
  let proof: Proof
  let paths: [Path: JSONQuery]
  /// Impact and urgency, by the priority that ServiceNow makes of them.
  let levels: [String: (impact: String, urgency: String)]
  private let signIn: SignIn
  private let clientID: String
  private let password: SharedSecret
  private let clientSecret: SharedSecret
  let hookSecret: SharedSecret

  enum Proof: String, CaseIterable { case hmac, secret }
  enum SignIn: String, CaseIterable { case basic, password, client }

  /// What a webhook's body says, and where its default template says it.
  enum Path: String, CaseIterable {
    case key, id, number, subject, description, status, priority, impact, urgency, marker, resolution, at, by
    case holdReason = "hold_reason"
    case requester, entries, files, comment
    case workNote = "work_note"

    var standard: String {
      switch self {
      case .key: "$.key"
      case .id: "$.record.sys_id"
      case .number: "$.record.number"
      case .subject: "$.record.short_description"
      case .description: "$.record.description"
      case .status: "$.record.state"
      case .holdReason: "$.record.hold_reason"
      case .priority: "$.record.priority"
      case .impact: "$.record.impact"
      case .urgency: "$.record.urgency"
      case .marker: "$.record.correlation_id"
      case .resolution: "$.record.close_notes"
      case .at: "$.record.sys_updated_on"
      case .by: "$.record.sys_updated_by"
      case .requester: "$.record.caller_id"
      case .entries: "$.entries"
      case .files: "$.files"
      case .comment: "$.comment"
      case .workNote: "$.work_note"
      }
    }
  }

  private static let usualLevels = "1=1/1 2=1/2 3=2/2 4=2/3 5=3/3"

  static let schema = SettingsSchema([
    .required("url", "Address", .address, help: "Of the instance: https://acme.service-now.com"),
    .optional("table", "Table", .line, standard: "incident", help: "Whose records are bridged."),
    .required(
      "user", "User", .line, help: "The user name that the hub works as: what that user writes is the hub's own."),
    .optional(
      "sign_in", "Sign in by",
      .choice([
        .init("basic", "User name and password"), .init("password", "OAuth 2, with user name and password"),
        .init("client", "OAuth 2, as a client of its own"),
      ]), standard: "basic", help: "How requests show who they are from."),
    .optional("client_id", "Client ID", .line, help: "Of the application registry's entry, for OAuth 2."),
    .optional(
      "proof", "Webhooks are proved by",
      .choice([.init("hmac", "A signature with a time"), .init("secret", "The secret in a header")]),
      standard: "hmac", help: "A signature, unless whoever sends cannot make one."),
    .optional(
      "poll_every", "Ask every … seconds", .number(0...3_600), standard: 0,
      help: "How often ServiceNow is asked what is new; 0 where the business rule tells."),
    .optional(
      "filter", "Which records", .line,
      help: "An encoded query that says which records are asked for, such as assignment_group=…"),
    .optional(
      "levels", "Impact and urgency", .line, standard: .string(usualLevels),
      help: "What each priority is made of, as the instance's lookup has it: priority=impact/urgency."),
    .optional(
      "paths", "Where the body says it", .text,
      help: "One line for each word that stands elsewhere than in the default body: subject = $.title"),
    .secret("password", "Password", isRequired: false, help: "Of the user, unless the hub signs in as a client."),
    .secret("client_secret", "Client secret", isRequired: false, help: "Of the client, for OAuth 2."),
    .secret("hook_secret", "Webhook secret", isRequired: false, help: "That the business rule signs with, or shows."),
  ])

  init(_ settings: Settings) throws(SettingsRefusal) {
    do throws(EgressFailure) { address = try EgressURL(settings.address("url")) } catch {
      throw SettingsRefusal("url", "\(error)")
    }
    table = settings.text("table")
    let letters = table.utf8
    let isName = letters.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
    }
    guard isName, (1...80).contains(letters.count), !(0x30...0x39).contains(letters.first ?? 0x30) else {
      throw SettingsRefusal("table", "is no name of a table, such as incident")
    }
    filter = settings.text("filter")
    user = settings.text("user")
    signIn = SignIn(rawValue: settings.text("sign_in")) ?? .basic
    proof = Proof(rawValue: settings.text("proof")) ?? .hmac
    clientID = settings.text("client_id")
    password = SharedSecret(settings.secret("password") ?? "")
    clientSecret = SharedSecret(settings.secret("client_secret") ?? "")
    hookSecret = SharedSecret(settings.secret("hook_secret") ?? "")
    let seconds = settings.number("poll_every") ?? 0
    pollsEvery = seconds > 0 ? .seconds(seconds) : nil
    paths = try Self.paths(settings.text("paths"))
    levels = try Self.levels(settings.text("levels"))
    if signIn != .basic, clientID.isEmpty { throw SettingsRefusal("client_id", "is missing for OAuth 2") }
    if signIn != .client, password.isEmpty { throw Self.lacks("password") }
    if signIn != .basic, clientSecret.isEmpty { throw Self.lacks("client_secret") }
    if pollsEvery == nil, hookSecret.isEmpty { throw Self.lacks("hook_secret") }
  }

  private static func lacks(_ secret: String) -> SettingsRefusal {
    SettingsRefusal([.init(pointer: "/secrets/\(secret)", rule: .missing)])
  }

  /// Read once, and not for each webhook.
  private static let standardPaths: [Path: JSONQuery] = Dictionary(
    uniqueKeysWithValues: Path.allCases.compactMap { path in (try? JSONQuery(path.standard)).map { (path, $0) } })

  private static func paths(_ text: String) throws(SettingsRefusal) -> [Path: JSONQuery] {
    var paths = standardPaths
    for line in text.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
      let halves = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard halves.count == 2, let path = Path(rawValue: halves[0]) else {
        throw SettingsRefusal("paths", "has a line that names none of: \(Path.allCases.map(\.rawValue))")
      }
      do throws(QueryFault) { paths[path] = try JSONQuery(halves[1]) } catch {
        throw SettingsRefusal("paths", "has no path after \(path.rawValue): \(error)")
      }
      guard paths[path]?.isSingular == true else {
        throw SettingsRefusal("paths", "has a path that finds more than one thing: \(path.rawValue)")
      }
    }
    return paths
  }

  private static func levels(_ text: String) throws(SettingsRefusal) -> [String: (impact: String, urgency: String)] {
    var levels: [String: (impact: String, urgency: String)] = [:]
    for word in text.split(separator: " ") {
      let numbers = word.split(omittingEmptySubsequences: false) { $0 == "=" || $0 == "/" }
      let isWritten = numbers.count == 3 && word.contains("=") && word.contains("/")
      guard isWritten, numbers.allSatisfy({ (1...3).contains($0.utf8.count) && Int($0) != nil }) else {
        throw SettingsRefusal("levels", "is not written as \(usualLevels)")
      }
      levels[String(numbers[0])] = (String(numbers[1]), String(numbers[2]))
    }
    return levels
  }
}

/// Signing in, and what the other files say of ServiceNow's interface in common.
extension ServiceNowSettings {
  /// Speaks with ServiceNow once the hub is known there.
  func signedIn<Outcome>(
    _ exchange: Exchange, _ speak: (JSONConversation) throws(DeliveryFailure) -> Step<Outcome>
  ) -> Step<Outcome> {
    .attempting { () throws(DeliveryFailure) in
      switch signIn {
      case .basic:
        let pair = Data("\(user):\(password.text)".utf8).base64EncodedString()
        return try speak(conversation(exchange, "Basic \(pair)"))
      case .password, .client:
        guard let token = exchange.token else { return try learn(exchange) }
        return try speak(conversation(exchange, "Bearer \(token.value)"))
      }
    }
  }

  private func conversation(_ exchange: Exchange, _ credentials: String) throws(DeliveryFailure) -> JSONConversation {
    try JSONConversation(exchange, at: address, headers: [("Authorization", credentials)])
  }

  /// Asks for a token (RFC 6749, sections 4.3 and 4.4).
  private func learn<Outcome>(_ exchange: Exchange) throws(DeliveryFailure) -> Step<Outcome> {
    let desk = try JSONConversation(exchange, at: address, headers: [])
    guard let answer = try desk.answer(0) else {
      var fields = [("client_id", clientID), ("client_secret", clientSecret.text)]
      fields +=
        signIn == .client
        ? [("grant_type", "client_credentials")]
        : [("grant_type", "password"), ("username", user), ("password", password.text)]
      let body = fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
      return try desk.send(
        .post, ["oauth_token.do"], type: "application/x-www-form-urlencoded", body: .bytes(Array(body.utf8)))
    }
    guard let token = answer["access_token"]?.string, !token.isEmpty else {
      // A token that ended between two requests leaves another answer here; the next try begins anew.
      throw exchange.answers.count == 1 && answer["result"] == nil
        ? .permanent(.unintelligible) : .temporary(retryAfter: nil, .notAuthorised)
    }
    let seconds = answer["expires_in"].flatMap { $0.integer ?? $0.string.flatMap { Int64($0) } } ?? 1_800
    let lifetime = Double(min(max(seconds, 60), 86_400)) - 30
    return .learn(AccessToken(value: token, expiresAt: exchange.now.addingTimeInterval(lifetime)))
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  /// Where people see a record.
  func page(of id: String) -> String {
    let port = address.port == address.scheme.port ? "" : ":\(address.port)"
    return
      "\(address.scheme.rawValue)://\(address.host)\(port)/nav_to.do?uri=%2F\(table).do%3Fsys_id%3D\(Self.encoded(id))"
  }

  /// A value in an encoded query, in which a caret would begin another condition.
  static func quoted(_ text: String) -> String { text.replacingOccurrences(of: "^", with: "^^") }

  /// UTC, as ServiceNow keeps and is asked for it.
  static func time(_ date: Date) -> String {
    String(RFC3339.text(Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))).prefix(19))
      .replacingOccurrences(of: "T", with: " ")
  }

  static func date(_ text: String) -> Date? {
    RFC3339.date(text.contains("T") ? text : text.replacingOccurrences(of: " ", with: "T") + "Z")
  }
}

/// A field as ServiceNow writes it: plain, a number, or with its value and what people see.
enum ServiceNowField {
  static func text(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    let plain = value.object == nil ? value : value["value"] ?? .null
    return plain.string ?? plain.integer.map { String($0) }
  }

  /// Nil where there is none, or an empty one.
  static func filled(_ value: JSONValue?) -> String? { text(value).flatMap { $0.isEmpty ? nil : $0 } }

  /// What people see; the value where nothing else is given.
  static func shown(_ value: JSONValue?) -> String? {
    value?["display_value"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? filled(value)
  }
}

/// A journal as one text, as forms and mails show it: entries with a head each, the newest first.
///
///     2026-09-21 14:13:20 - Beth Anglin (Additional comments)
///     The printer works again.
enum ServiceNowJournal {
  static func entries(
    _ text: String, isPublic: Bool, key: String, writtenBy person: ReportedPerson?, _ ownUser: String
  ) -> [ReportedComment] {
    var entries: [(head: Head?, lines: [Substring])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let head = Head(line) {
        entries.append((head, []))
      } else if entries.isEmpty {
        entries.append((nil, [line]))
      } else {
        entries[entries.count - 1].lines.append(line)
      }
    }
    var counted: [String: Int] = [:]
    return entries.prefix(100).compactMap { head, lines in
      let body = lines.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
      guard !body.isEmpty else { return nil }
      let place = head.map { "\($0.time)/\($0.name)" } ?? key
      counted[place, default: 0] += 1
      return ReportedComment(
        id: "\(place.prefix(160))/\(isPublic ? "comment" : "work_note")/\(counted[place] ?? 1)", body: body,
        isPublic: isPublic, author: head.map { ReportedPerson(name: $0.name) } ?? person, at: nil,
        isOwn: head == nil ? person?.id == ownUser : head?.name == ownUser)
    }
  }

  private struct Head {
    let time: String
    let name: String

    init?(_ line: Substring) {
      guard
        let match = line.prefix(300).wholeMatch(
          of: /([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}) - (.{1,200}) \([^()]{1,80}\)\s*/)
      else {
        return nil
      }
      (time, name) = (String(match.1), String(match.2))
    }
  }
}
