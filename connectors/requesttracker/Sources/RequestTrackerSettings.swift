import ConnectorKit
import Foundation
import StrictJSON

/// Where Request Tracker is, which of its queues is bridged, and as whom the hub writes there.
struct RequestTrackerSettings: Sendable {
  let address: EgressURL
  let queue: String
  /// The user whose token it is: what that user wrote is the hub's own.
  let user: String
  let token: SharedSecret
  let pollsEvery: Duration

  static let schema = SettingsSchema([
    .required(
      "url", "Address", .address, help: "Of Request Tracker, as people open it: https://rt.example.com"),
    .required("queue", "Queue", .line, help: "The name of the queue whose tickets are bridged."),
    .required("user", "User", .line, help: "The user of Request Tracker that the token below belongs to."),
    .optional(
      "poll_every", "Ask every … seconds", .number(1...3_600), standard: 15,
      help: "How often Request Tracker is asked what is new."),
    .secret("token", "Token", help: "Made in Request Tracker under the user's Settings, Auth Tokens."),
  ])

  init(_ settings: Settings) throws(SettingsRefusal) {
    do throws(EgressFailure) {
      address = try EgressURL(settings.address("url"))
    } catch { throw SettingsRefusal("url", "\(error)") }
    queue = settings.text("queue")
    user = settings.text("user")
    token = SharedSecret(settings.secret("token") ?? "")
    pollsEvery = .seconds(settings.number("poll_every") ?? 15)
  }
}

/// What the other files say of Request Tracker's interface in common.
extension RequestTrackerSettings {
  func conversation(_ exchange: Exchange) throws(DeliveryFailure) -> JSONConversation {
    let base = try asking { () throws(EgressFailure) in try address.appending(path: ["REST", "2.0"], query: []) }
    return try JSONConversation(exchange, at: base, headers: [("Authorization", "token \(token.text)")])
  }

  /// Where people see a ticket.
  func page(of ticket: Int) -> String {
    let port = address.port == address.scheme.port ? "" : ":\(address.port)"
    return "\(address.scheme.rawValue)://\(address.host)\(port)/Ticket/Display.html?id=\(ticket)"
  }

  /// A number that comes as one or as text.
  static func id(_ value: JSONValue?) -> Int? {
    value?.integer.map { Int($0) } ?? value?.string.flatMap { Int($0) }
  }

  static func quoted(_ text: String) -> String {
    text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'")
  }

  private static let linkPrefix = "urn:uuid:"

  /// The hub's own sign on a ticket that it made: what the ticket refers to.
  static func link(to marker: String) -> String { linkPrefix + marker }

  static func marker(_ link: String) -> String? {
    link.hasPrefix(linkPrefix) ? String(link.dropFirst(linkPrefix.count)) : nil
  }
}
