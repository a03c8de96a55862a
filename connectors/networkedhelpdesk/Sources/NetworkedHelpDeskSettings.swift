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
    theirs = settings.learnt[Agreement.theirs].flatMap { Agreement(text: $0) }
    ours = self.home.flatMap { [address, name] home in
      let scheme = SignatureScheme(.sha1, .hex)
      return Agreement([
        "uuid": .string(scheme.signature(of: [Array("agreements/\(address)".utf8)], by: home)), "name": .string(name),
        "sender_url": .string(home.text), "receiver_url": .string(address.description),
        "access_key": .string(scheme.signature(of: [Array("access key".utf8)], by: home)),
        "status": .string(settings.learnt[Agreement.ours] ?? ""), "sync_tags": false, "sync_custom_fields": false,
        "allows_public_comments": true,
      ])
    }
  }
}

/// That one desk shares its tickets with the other.
struct Agreement: Sendable {
  /// As it was said: who answers repeats all of it, since some take what is left out for taken away.
  private let fields: JSONObject
  let uuid: String
  private let key: SharedSecret

  /// Under these keys it is remembered: of theirs all, of ours the status.
  static let (theirs, ours) = ("agreement", "invitation")

  private static let words = ["uuid", "name", "sender_url", "receiver_url", "access_key", "status", "deactivated_by"]
  private static let flags = ["sync_tags", "sync_custom_fields", "allows_public_comments"]

  /// Nil for what is no agreement: ids are valid, and a key is of visible letters.
  init?(_ said: JSONValue) {
    guard let uuid = said["uuid"]?.string?.lowercased(), SharedID.isValid(uuid), let key = said["access_key"]?.string,
      (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    var fields = JSONObject()
    for name in Self.words {
      guard let value = said[name] else { continue }
      fields.append(name, value.string.map { .string(String($0.prefix(2_000))) } ?? .null)
    }
    for name in Self.flags {
      if let flag = said[name]?.bool { fields.append(name, .bool(flag)) }
    }
    self.fields = fields
    self.uuid = uuid
    self.key = SharedSecret(key)
  }

  init?(text: String) {
    guard let said = try? JSONReader.read(Array(text.utf8)) else { return nil }
    self.init(said)
  }

  /// What is kept of it: a secret.
  var text: String { String(decoding: JSONWriter.bytes(of: .object(fields)), as: UTF8.self) }

  var name: String { fields["name"]?.string ?? "" }

  /// `pending`, `accepted`, `declined` or `inactive`; empty where nobody was invited yet.
  var status: String { fields["status"]?.string ?? "" }

  var takesPublic: Bool { fields["allows_public_comments"]?.bool ?? true }

  /// All of it, with what is different now.
  func saying(_ changes: JSONObject) -> JSONObject {
    var said = fields
    for member in changes.members { said.set(member.key, to: member.value) }
    return said
  }

  /// The same as an update leaves it, which changes neither ids nor keys nor addresses.
  func changed(by said: JSONValue) -> Agreement {
    var changes = JSONObject()
    for name in ["name", "status", "deactivated_by"] + Self.flags {
      if let value = said[name] { changes.append(name, value) }
    }
    return Agreement(.object(saying(changes))) ?? self
  }

  /// What stands in `X-Ticket-Sharing-Token`.
  var token: String { "\(uuid):\(key.text)" }

  /// Ids are the same in letters of either case, keys are not.
  func isKnown(by token: String) -> Bool {
    let id = token.prefix { $0 != ":" }
    return SharedSecret(self.token).isKnown(by: id.lowercased() + token.dropFirst(id.count))
  }

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
