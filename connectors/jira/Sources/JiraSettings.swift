import ConnectorKit
import Foundation
import StrictJSON
import Ticketing

/// Where Jira is, which of its projects is bridged, as whom the hub writes there, and how Jira's webhooks are known.
struct JiraSettings: Sendable {
  enum Edition: String {
    case cloud
    case dataCenter = "data_center"
  }

  enum Proof: String {
    /// `X-Hub-Signature`, over the raw body.
    case signature
    /// A header with the secret itself, for rules of Jira's automation, which sign nothing.
    case header
    /// Nothing but the webhook's own address, for a Data Center that can do no better.
    case address
  }

  let address: EgressURL
  let edition: Edition
  /// Whether texts are written as documents (API 3) or as wiki text (API 2).
  let writesDocuments: Bool
  /// Whether the project is one of Service Management, which tells customers' comments from agents' own.
  let isService: Bool
  let project: String
  let issueType: String
  /// The account that the token belongs to, by Jira's own id: what it does is the hub's own doing.
  let account: String
  /// The role of the project whose people read private comments; empty where Service Management keeps them apart.
  let privateRole: String
  /// Whether a status of the same meaning will do where the workflow has no way to the one that is asked for.
  let takesNearest: Bool
  let pollsEvery: Duration?
  private let authorization: SharedSecret
  private let proof: Proof
  private let secret: SharedSecret?

  static let schema = SettingsSchema([
    .required("url", "Address", .address, help: "Of Jira, as people open it: https://example.atlassian.net"),
    .optional(
      "edition", "Edition",
      .choice([.init("cloud", "Cloud"), .init("data_center", "Data Center or Server")]), standard: "cloud",
      help: "Who runs Jira: Atlassian, or you."),
    .optional(
      "product", "Product",
      .choice([.init("service", "Jira Service Management"), .init("plain", "Jira")]), standard: "service",
      help: "Whether the project has customers, who see public comments only."),
    .required("project", "Project", .line, help: "The key of the project whose issues are bridged: HELP."),
    .optional(
      "issue_type", "Issue type", .line, standard: "Task",
      help: "By name: what a new issue there is, unless the mapping says so."),
    .optional(
      "sign_in", "Signs in",
      .choice([.init("basic", "With a name and a token"), .init("bearer", "With a token alone")]),
      standard: "basic",
      help: "Cloud takes a mail address with an API token; Data Center a personal access token alone."),
    .optional(
      "user", "User", .line, help: "The mail address (Cloud) or name (Data Center) that the token belongs to."),
    .required(
      "account", "Account", .line,
      help: "The same user as Jira knows it: the account id (Cloud) or the name (Data Center)."),
    .secret("token", "Token", help: "The API token (Cloud), personal access token or password (Data Center)."),
    .optional(
      "proof", "Webhooks are known by",
      .choice([
        .init("signature", "Their signature"), .init("header", "A header, X-Baton-Secret"),
        .init("address", "Their address alone"),
      ]), standard: "signature", help: "How Jira proves that a webhook is its own."),
    .secret(
      "hook_secret", "Webhook secret", isRequired: false,
      help: "The secret that Jira signs its webhooks with, or that a rule sends in X-Baton-Secret."),
    .optional(
      "text", "Text is written", .choice([.init("documents", "As documents"), .init("wiki", "As wiki text")]),
      standard: "documents", help: "Data Center always takes wiki text."),
    .optional(
      "private_role", "Role of private comments", .line,
      help: "Of plain Jira: the role that may read what is not for the issue's other readers."),
    .optional(
      "nearest_status", "Takes the nearest status", .flag, standard: true,
      help: "Where the workflow has no way to a status, one of the same meaning will do."),
    .optional(
      "poll", "Asks Jira instead", .flag, standard: false, help: "For those who cannot set up webhooks."),
    .optional(
      "poll_every", "Ask every … seconds", .number(15...3_600), standard: 60,
      help: "How often Jira is asked what is new, if it is."),
  ])

  init(_ settings: Settings) throws(SettingsRefusal) {
    do throws(EgressFailure) {
      address = try EgressURL(settings.address("url"))
    } catch { throw SettingsRefusal("url", "\(error)") }
    edition = Edition(rawValue: settings.text("edition")) ?? .cloud
    writesDocuments = edition == .cloud && settings.text("text") != "wiki"
    isService = settings.text("product") != "plain"
    project = settings.text("project")
    guard (1...255).contains(project.utf8.count), project.utf8.allSatisfy(Self.mayStandInKey) else {
      throw SettingsRefusal("project", "is no project's key: letters, digits and underscores")
    }
    issueType = settings.text("issue_type")
    account = settings.text("account")
    privateRole = settings.text("private_role")
    takesNearest = settings.flag("nearest_status")
    pollsEvery = settings.flag("poll") ? .seconds(settings.number("poll_every") ?? 60) : nil
    let (user, token) = (settings.text("user"), settings.secret("token") ?? "")
    if settings.text("sign_in") == "bearer" {
      authorization = SharedSecret("Bearer \(token)")
    } else {
      guard !user.isEmpty else { throw SettingsRefusal("user", "says nobody, whom a token alone does not tell") }
      authorization = SharedSecret("Basic " + Data("\(user):\(token)".utf8).base64EncodedString())
    }
    proof = Proof(rawValue: settings.text("proof")) ?? .signature
    secret = settings.secret("hook_secret").map { SharedSecret($0) }
    guard proof == .address || secret != nil || pollsEvery != nil else {
      throw SettingsRefusal([.init(pointer: "/secrets/hook_secret", rule: .missing)])
    }
  }

  private static func mayStandInKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    case _: false
    }
  }
}

/// Webhooks.
extension JiraSettings {
  /// - Throws: where the webhook is not Jira's, as far as it can prove that.
  func prove(_ hook: Hook) throws(HookRefusal) {
    switch proof {
    case .address: return
    case .header:
      guard let shown = hook.header("x-baton-secret") else { throw .unsigned }
      guard let secret, secret.isKnown(by: shown) else { throw .wronglySigned }
    case .signature:
      guard let signature = hook.header("x-hub-signature") else { throw .unsigned }
      guard let secret, SignatureScheme.hub.isValid(signature, of: [hook.body], by: [secret]) else {
        throw .wronglySigned
      }
    }
  }
}

/// What the other files say of Jira's interface in common.
extension JiraSettings {
  func conversation(_ exchange: Exchange) throws(DeliveryFailure) -> JSONConversation {
    let base = try asking { () throws(EgressFailure) in try address.appending(path: ["rest"]) }
    return try JSONConversation(
      exchange, at: base,
      headers: [
        ("Authorization", authorization.text), ("X-Atlassian-Token", "no-check"), ("X-ExperimentalApi", "opt-in"),
      ])
  }

  var signInHeader: (name: String, value: String) { ("Authorization", authorization.text) }

  /// The path of what the platform's interface calls so.
  func api(_ path: String...) -> [String] { ["api", writesDocuments ? "3" : "2"] + path }

  func issue(_ id: String, _ path: String...) -> [String] { api("issue", id) + path }

  /// Cloud has taken the older way to search away.
  var search: [String] { edition == .cloud ? api("search", "jql") : api("search") }

  /// Where people see an issue.
  func page(of key: String) -> String? {
    do throws(EgressFailure) { return try address.appending(path: ["browse", key]).description } catch { return nil }
  }

  /// Whether somebody is the account that the hub writes with.
  func isOwn(_ person: JSONValue?) -> Bool {
    guard let person else { return false }
    return ["accountId", "name", "key"].contains { key in
      person[key]?.string.map { $0.lowercased() == account.lowercased() } ?? false
    }
  }

  /// What the hub keeps on what it makes there.
  static let property = "baton"

  static func mark(_ marker: String) -> JSONValue { ["key": .string(property), "value": ["marker": .string(marker)]] }

  private static let labelPrefix = "baton-"

  /// The hub's own sign on an issue that it made.
  static func label(_ marker: String) -> String { labelPrefix + marker }

  static func marker(_ labels: JSONValue?) -> String? {
    let own = labels?.array?.lazy.compactMap(\.string).first { $0.hasPrefix(labelPrefix) }
    return own.map { String($0.dropFirst(labelPrefix.count)) }
  }
}

/// What a field is written as, whose value the mapping gives as text.
enum JiraField {
  /// - Parameter shape: what Jira says of the field, where it does.
  static func value(_ text: String, of key: String, _ shape: JSONValue?, _ settings: JiraSettings) -> JSONValue {
    if let first = text.utf8.first, "{[".utf8.contains(first), let json = try? JSONReader.read(Array(text.utf8)) {
      return json
    }
    let type = shape?["schema"]?["type"]?.string ?? standard[key] ?? "string"
    if type == "array" {
      let item = shape?["schema"]?["items"]?.string ?? (key == "labels" ? "string" : "named")
      let words = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      return .array(words.filter { !$0.isEmpty }.map { one($0, item, shape, settings) })
    }
    return one(text, type, shape, settings)
  }

  private static let standard = [
    "resolution": "named", "priority": "named", "issuetype": "named", "security": "named", "components": "array",
    "fixVersions": "array", "versions": "array", "labels": "array", "assignee": "user", "reporter": "user",
    "parent": "keyed", "project": "keyed",
  ]

  private static func one(_ text: String, _ type: String, _ shape: JSONValue?, _ settings: JiraSettings) -> JSONValue {
    if let allowed = shape?["allowedValues"]?.array?.first(where: { isNamed(text, $0) }), let id = allowed["id"]?.string
    {
      return ["id": .string(id)]
    }
    switch type {
    case "number": return Double(text).flatMap { JSONNumber($0) }.map { .number($0) } ?? .string(text)
    case "option", "option-with-child": return ["value": .string(text)]
    case "user": return [settings.edition == .cloud ? "accountId" : "name": .string(text)]
    case "keyed": return ["key": .string(text)]
    case "string":
      let isText =
        shape?["schema"]?["custom"]?.string?.hasSuffix(":textarea") ?? false
        || ["description", "environment"].contains(shape?["schema"]?["system"]?.string)
      return isText ? JiraText.write(text, .text, asDocument: settings.writesDocuments) : .string(text)
    case "named", "resolution", "priority", "issuetype", "version", "component", "group", "securitylevel":
      return ["name": .string(text)]
    case _: return .string(text)
    }
  }

  private static func isNamed(_ text: String, _ allowed: JSONValue) -> Bool {
    ["name", "value", "id"].contains { allowed[$0]?.string?.lowercased() == text.lowercased() }
  }

  /// A resolution that Jira demands and the mapping does not name: the one that means the same, of those that there are.
  static func resolution(for code: ResolutionCode?, _ key: String, _ shape: JSONValue) -> JSONValue? {
    guard key == "resolution" else { return nil }
    let words: [String] =
      switch code {
      case .duplicate: ["duplicate"]
      case .notReproducible: ["cannot reproduce"]
      case .noFault: ["not a bug", "known error", "won't do", "won't fix"]
      case .declinedByRequester, .withdrawn: ["declined", "won't do", "won't fix", "canceled", "cancelled"]
      case .workaround: ["workaround", "done", "fixed", "resolved"]
      case .fixed, .other, nil: ["done", "fixed", "resolved"]
      }
    let allowed = shape["allowedValues"]?.array ?? []
    return words.lazy.compactMap { word in allowed.first { isNamed(word, $0) } }.first.flatMap { $0["id"] }.map {
      ["id": $0]
    }
  }
}
