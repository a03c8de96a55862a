import ConnectorKit
import Foundation
import StrictJSON

/// Where the other desk is, how it speaks the protocol, and what the two have agreed.
struct NetworkedHelpDeskSettings: Sendable {
  enum Dialect: String {
    /// As the protocol is published, and Zendesk speaks it.
    case zendesk
    /// Request Tracker's extension: three statuses, another media type, no unsharing.
    case requestTracker = "rt"
  }

  /// Their sharing address.
  let address: EgressURL
  let dialect: Dialect
  let name: String
  /// The hub's own sharing address, which ends with the connection's secret.
  private let home: SharedSecret?
  let invites: Bool
  /// What they invited the hub to: under it their tickets come.
  let theirs: Agreement?
  /// What the hub invites them to: under it this desk's tickets go.
  let ours: Agreement?

  static let schema = SettingsSchema([
    .required(
      "url", "Their sharing address", .address,
      help: "Of the other desk: https://example.zendesk.com/sharing, or https://rt.example.com/NoAuth/NHD/1.0"),
    .optional(
      "dialect", "Dialect",
      .choice([.init("zendesk", "Zendesk and others"), .init("rt", "Request Tracker's extension")]),
      standard: "zendesk", help: "Who speaks the protocol there."),
    .optional(
      "name", "This desk's name", .line, standard: "Baton", help: "As it stands in the invitation that they get."),
    .optional(
      "invites", "Invites them", .flag, standard: false,
      help: "Whether they are invited to take this desk's tickets: needs the sharing address below."),
    .secret(
      "sharing_url", "This desk's sharing address", isRequired: false,
      help: "The hook address of this connection, as it was shown when it was made."),
  ])

  init(_ settings: Settings) throws(SettingsRefusal) {
    do throws(EgressFailure) {
      address = try EgressURL(settings.address("url"))
    } catch { throw SettingsRefusal("url", "\(error)") }
    dialect = Dialect(rawValue: settings.text("dialect")) ?? .zendesk
    name = settings.text("name")
    invites = settings.flag("invites")
    var home = settings.secret("sharing_url") ?? ""
    while home.hasSuffix("/") { home.removeLast() }
    self.home = home.isEmpty ? nil : SharedSecret(home)
    guard !invites || !home.isEmpty else {
      throw SettingsRefusal([.init(pointer: "/secrets/sharing_url", rule: .missing)])
    }
    theirs = settings.learnt[Agreement.theirs].flatMap { Agreement($0) }
    guard let secret = self.home else {
      ours = nil
      return
    }
    let key = SignatureScheme(.sha1, .hex).signature(of: [Array("access key".utf8)], by: secret)
    let uuid = SignatureScheme(.sha1, .hex).signature(of: [Array("agreements/\(address)".utf8)], by: secret)
    ours = Agreement(
      uuid: uuid, key: SharedSecret(key), name: name, status: settings.learnt[Agreement.ours] ?? "", takesPublic: true)
  }
}

/// That one desk shares its tickets with the other.
struct Agreement: Sendable {
  let uuid: String
  let key: SharedSecret
  let name: String
  /// `pending`, `accepted`, `declined` or `inactive`; empty where nobody was invited yet.
  let status: String
  let takesPublic: Bool

  /// Under these keys it is remembered: of theirs all, of ours the status.
  static let (theirs, ours) = ("agreement", "invitation")

  init(uuid: String, key: SharedSecret, name: String, status: String, takesPublic: Bool) {
    self.uuid = uuid
    self.key = key
    self.name = name
    self.status = status
    self.takesPublic = takesPublic
  }

  init?(_ text: String) {
    guard let json = try? JSONReader.read(Array(text.utf8)), let uuid = json["uuid"]?.string,
      let key = json["access_key"]?.string, !key.isEmpty
    else { return nil }
    self.init(
      uuid: uuid, key: SharedSecret(key), name: json["name"]?.string ?? "", status: json["status"]?.string ?? "",
      takesPublic: json["allows_public_comments"]?.bool ?? true)
  }

  /// What is kept of it: a secret.
  func text(status: String? = nil) -> String {
    let object: JSONObject = [
      "uuid": .string(uuid), "access_key": .string(key.text), "name": .string(name),
      "status": .string(status ?? self.status), "allows_public_comments": .bool(takesPublic),
    ]
    return String(decoding: JSONWriter.bytes(of: .object(object)), as: UTF8.self)
  }

  /// What stands in `X-Ticket-Sharing-Token`.
  var token: String { "\(uuid):\(key.text)" }

  func isKnown(by token: String) -> Bool { SharedSecret(self.token).isKnown(by: token) }

  /// Whether tickets may be told of under it; one that waits for an answer is answered by that.
  var isOpen: Bool { status == "accepted" || status == "pending" }
}

extension Agreement: CustomStringConvertible, CustomReflectable {
  var description: String { "***" }
  var customMirror: Mirror { Mirror(self, children: ["agreement": "***"]) }
}

/// What the other files say of the protocol in common.
extension NetworkedHelpDeskSettings {
  func conversation(
    _ exchange: Exchange, by agreement: Agreement
  ) throws(DeliveryFailure) -> JSONConversation {
    try JSONConversation(
      exchange, at: address,
      headers: [("X-Ticket-Sharing-Token", agreement.token), ("X-Ticket-Sharing-Version", "1")])
  }

  var mediaType: String {
    switch dialect {
    case .zendesk: "application/json"
    case .requestTracker: "text/x-json; charset=\"UTF-8\""
    }
  }

  /// The hub's own address of a thing; nil where it does not know its own.
  func home(_ path: String) -> String? { home.map { $0.text + path } }

  /// The agreement under which a ticket is shared: whoever bears it shares it.
  func agreement(for ticket: String) -> Agreement? { SharedID.isOwn(ticket) ? ours : theirs }

  /// The agreement that a token is of.
  func agreement(by token: String) -> Agreement? {
    [theirs, ours].compactMap { $0 }.first { $0.isKnown(by: token) }
  }

  func isOurs(_ agreement: Agreement) -> Bool { agreement.uuid == ours?.uuid }

  /// Whether they call themselves what they were set up as.
  func isTheirs(_ url: String) -> Bool {
    var text = url
    while text.hasSuffix("/") { text.removeLast() }
    guard let named = try? EgressURL(text) else { return false }
    return named.host == address.host && named.port == address.port && named.target == address.target
  }
}
