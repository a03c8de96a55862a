import ConnectorKit
import Foundation
import StrictJSON
import Ticketing

/// Which account of Zendesk's is bridged, as whom the hub works there, and how its webhooks are proved.
struct ZendeskSettings: Sendable {
  let address: EgressURL
  /// What that user wrote is the hub's own.
  let userID: String
  let pollsEvery: Duration?
  /// Only tickets that bear it are bridged; empty for all.
  let tag: String
  /// Statuses of the account's own that the mapping knows, by their numbers.
  let ownStatuses: Set<String>
  let followsUp: Bool
  let hookSecret: SharedSecret
  private let user: String
  private let isOAuth: Bool
  private let token: SharedSecret

  static let schema = SettingsSchema([
    .required("url", "Address", .address, help: "Of the account: https://acme.zendesk.com"),
    .required("user", "User", .line, help: "The address of mail of the agent that the hub works as."),
    .required(
      "user_id", "User's number", .line,
      help: "What stands behind /agent/users/ in the address of that agent's profile."),
    .optional(
      "sign_in", "Sign in by", .choice([.init("token", "API token"), .init("oauth", "OAuth access token")]),
      standard: "token", help: "Which kind of token it is."),
    .optional(
      "poll_every", "Ask every … seconds", .number(0...3_600), standard: 60,
      help: "How often Zendesk is asked what is new; 0 where webhooks of ticket events tell all."),
    .optional("tag", "Tag", .line, help: "Only tickets that bear it are bridged; those of the hub's get it."),
    .optional(
      "statuses", "Own statuses", .line,
      help: "The numbers of custom statuses that the mapping knows, with spaces between them."),
    .optional(
      "follow_up", "Go on in a follow-up", .flag, standard: false,
      help: "What is said about a closed ticket makes a new one that follows it up."),
    .secret("token", "Token", help: "Made under Apps and integrations, APIs."),
    .secret(
      "hook_secret", "Webhook secret", isRequired: false,
      help: "The signing secret that Zendesk shows with the webhook."),
  ])

  init(_ settings: Settings) throws(SettingsRefusal) {
    do throws(EgressFailure) { address = try EgressURL(settings.address("url")) } catch {
      throw SettingsRefusal("url", "\(error)")
    }
    user = settings.text("user")
    userID = settings.text("user_id")
    guard Self.isNumber(userID) else { throw SettingsRefusal("user_id", "is no number") }
    isOAuth = settings.text("sign_in") == "oauth"
    let seconds = settings.number("poll_every") ?? 60
    pollsEvery = seconds > 0 ? .seconds(seconds) : nil
    tag = settings.text("tag").lowercased()
    let statuses = settings.text("statuses").split { $0 == " " || $0 == "," }.map(String.init)
    guard statuses.allSatisfy(Self.isNumber) else {
      throw SettingsRefusal("statuses", "names something else than numbers")
    }
    ownStatuses = Set(statuses)
    followsUp = settings.flag("follow_up")
    token = SharedSecret(settings.secret("token") ?? "")
    hookSecret = SharedSecret(settings.secret("hook_secret") ?? "")
    if pollsEvery == nil, hookSecret.isEmpty {
      throw SettingsRefusal([.init(pointer: "/secrets/hook_secret", rule: .missing)])
    }
  }
}

/// What the other files say of Zendesk's interface in common.
extension ZendeskSettings {
  func conversation(_ exchange: Exchange) throws(DeliveryFailure) -> JSONConversation {
    try JSONConversation(exchange, at: address, headers: [("Authorization", credentials)])
  }

  var credentials: String {
    isOAuth ? "Bearer \(token.text)" : "Basic " + Data("\(user)/token:\(token.text)".utf8).base64EncodedString()
  }

  /// Where people see a ticket.
  func page(of id: String) -> String {
    let port = address.port == address.scheme.port ? "" : ":\(address.port)"
    return "\(address.scheme.rawValue)://\(address.host)\(port)/agent/tickets/\(id)"
  }

  func reference(_ id: String) -> ExternalReference { ExternalReference(id: id, number: "#\(id)", url: page(of: id)) }

  /// The status as the mapping knows it: one of the account's own where the settings name it, else what it belongs to.
  func status(_ ticket: JSONValue) -> String? {
    let own = Self.id(ticket["custom_status_id"]) ?? Self.id(ticket["custom_status"])
    if let own, ownStatuses.contains(own) { return own }
    return ticket["status"]?.string.flatMap { $0.isEmpty ? nil : $0 }.map { ZendeskVocabulary.status($0) ?? $0 }
  }

  /// A number that comes as one, or as text, as events and triggers write it.
  static func id(_ value: JSONValue?) -> String? {
    if let number = value?.integer { return number > 0 ? String(number) : nil }
    guard let text = value?.string, isNumber(text), text.utf8.contains(where: { $0 != UInt8(ascii: "0") }) else {
      return nil
    }
    return text
  }

  private static func isNumber(_ text: String) -> Bool {
    (1...19).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  static func text(_ value: JSONValue?) -> String? { value?.string.flatMap { $0.isEmpty ? nil : $0 } }

  /// The mark that the hub writes into what it does there.
  static let mark = "baton"
}
