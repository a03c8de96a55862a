import ConnectorKit
import Foundation
import StrictJSON
import Ticketing

/// The protocol's statuses, and one of our own for a ticket that is shared no more.
enum NetworkedHelpDeskVocabulary {
  static let unshared = "unshared"
  static let closed = "closed"

  static let vocabulary = Vocabulary(
    statuses: [
      NativeStatus("new", "new", .new),
      NativeStatus("open", "open", .inProgress),
      NativeStatus("pending", "pending", .waitingForRequester),
      NativeStatus("hold", "hold", .onHold),
      NativeStatus("solved", "solved", .resolved),
      NativeStatus(closed, "closed", .closed, isFinal: true),
      NativeStatus(unshared, "shared no more", .cancelled, isFinal: true),
    ],
    conversation: [.privateComments, .publicComments, .files, .authors])

  /// Whether an answer may say that what was to be made is there already: 422, and 400 by Request Tracker's extension.
  static func isRepetition(_ answer: EgressAnswer) -> Bool { [400, 409, 422].contains(answer.status) }

  /// A ticket as the protocol writes it; of files it tells when they are put on it, and not here. Null for one that is shared
  /// no more.
  static func shown(_ ticket: ShownTicket, in settings: NetworkedHelpDeskSettings) -> JSONValue {
    guard ticket.status != unshared else { return .null }
    var body: JSONObject = [
      "uuid": .string(ticket.reference.id), "subject": .string(ticket.subject),
      "requested_at": .string(SharedID.time(ticket.openedAt)), "original_id": .string(String(ticket.number)),
    ]
    if let status = ticket.status {
      body.append("status", .string(settings.dialect == .requestTracker ? threeWords(status) : status))
    }
    if let requester = ticket.requester { body.append("requester", actor("", requester, isAgent: false)) }
    body.append("comments", .array(ticket.words.map(shown)))
    return .object(body)
  }

  private static func shown(_ words: ShownTicket.Words) -> JSONValue {
    let author = words.author
    let name = words.external != nil || author.desk.isEmpty ? author.name : "\(author.name) (\(author.desk))"
    return [
      "uuid": .string(words.external ?? SharedID.of(words.event.description)),
      "author": actor(author.ref ?? "", name.isEmpty ? author.desk : name, isAgent: author.kind != .requester),
      "body": .string(words.body), "authored_at": .string(SharedID.time(words.at)), "public": .bool(words.isPublic),
    ]
  }

  static func actor(_ ref: String, _ name: String, isAgent: Bool) -> JSONValue {
    [
      "uuid": .string(SharedID.hashed("actors", "\(ref)/\(name)")), "name": .string(name),
      "role": .string(isAgent ? "agent" : "user"),
    ]
  }

  /// What Request Tracker's extension knows of them.
  static func threeWords(_ status: String) -> String {
    switch status {
    case "new": "open"
    case "hold": "pending"
    case "closed": "solved"
    case _: status
    }
  }
}

/// Ids and times, as the protocol writes them.
enum SharedID {
  /// Ids are made by whoever bears a thing: 40 hexadecimal digits, which nobody else can take apart. Those of the hub's events
  /// and tickets are their own 32 digits with these behind them, so that each is known when it comes back.
  private static let ownMark = "ba70ba70"

  static func isValid(_ id: String) -> Bool {
    id.utf8.count == 40 && id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
  }

  /// - Parameter marker: a UUID as text.
  static func of(_ marker: String) -> String {
    let digits = marker.lowercased().filter { $0 != "-" }
    return digits.utf8.count == 32 ? digits + ownMark : hashed("things", marker)
  }

  static func isOwn(_ id: String) -> Bool { id.utf8.count == 40 && id.lowercased().hasSuffix(ownMark) }

  /// The marker that an id of the hub's was made of; nil for another's.
  static func marker(_ id: String) -> String? {
    guard isOwn(id) else { return nil }
    var text = ""
    for (place, digit) in id.lowercased().prefix(32).enumerated() {
      if [8, 12, 16, 20].contains(place) { text.append("-") }
      text.append(digit)
    }
    return UUID(uuidString: text).map { $0.uuidString.lowercased() }
  }

  /// An id for what has none of its own, the same each time.
  static func hashed(_ kind: String, _ text: String) -> String {
    SignatureScheme(.sha1, .hex).signature(of: [Array("\(kind)/\(text)".utf8)], by: SharedSecret("baton"))
  }

  /// `2011-01-17 01:01:01 +0000`.
  static func time(_ date: Date) -> String {
    RFC3339.text(date).prefix(19).replacing("T", with: " ") + " +0000"
  }
}
