import Crypto
import Foundation
package import Ticketing

/// To which of a connection's own addresses a mail came.
package enum ConnectionDoor: String, Sendable, CaseIterable {
  /// That which only the external desk's admin was told; renewed with the hook's key.
  case secret = "h1"
  /// That which the hub writes from.
  case writing = "c1"
}

/// The addresses of a connection to a desk that is known by its mails.
package struct ConnectionAddresses: Sendable, Equatable {
  package let secret: String
  package let writing: String

  package init(secret: String, writing: String) {
    self.secret = secret
    self.writing = writing
  }
}

extension DeskReader {
  /// What stands behind the plus sign of one of a connection's addresses: at most 29 characters of 0–9, a–z and a dot, of which
  /// 128 bits are a code that only this stand-in can make.
  package func tag(of door: ConnectionDoor, _ standIn: StandIn) throws -> String {
    // Each part is as long as every other of its kind, so that no two lists of parts give the same bytes.
    var parts = Array(door.rawValue.utf8) + Self.bytes(tenant.uuid) + Self.bytes(standIn.connection.uuid)
    switch door {
    case .secret: parts += standIn.hookHash
    case .writing: break
    }
    return "\(door.rawValue).\(try mailCode(of: parts).text)"
  }

  /// Whether an address with this tag behind its plus sign is one of the connection's.
  package func door(_ tag: some StringProtocol, of standIn: StandIn) throws -> ConnectionDoor? {
    let parts = tag.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let door = ConnectionDoor(rawValue: String(parts[0])), let code = MailCode(parts[1]),
      let known = MailCode(try self.tag(of: door, standIn).dropFirst(door.rawValue.utf8.count + 1)), known == code
    else { return nil }
    return door
  }

  /// What a mail to an external desk bears in its id and below its words, made of what it is the mark of: a ticket's id, or an
  /// event's. Nil where that is none.
  package func outwardMark(of marker: String) throws -> String? {
    guard let id = UUID(uuidString: marker) else { return nil }
    let digits = Self.bytes(id).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return "\(Self.outward).\(digits).\(try outwardCode(id).text)"
  }

  /// What a mark is of; nil for whatever this stand-in has not made itself.
  package func marker(provenBy mark: some StringProtocol) throws -> String? {
    let parts = mark.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.outward, parts[1].utf8.count == 32, let code = MailCode(parts[2]) else {
      return nil
    }
    var text = String(parts[1])
    for place in [20, 16, 12, 8] { text.insert("-", at: text.index(text.startIndex, offsetBy: place)) }
    guard let id = UUID(uuidString: text), try outwardCode(id) == code else { return nil }
    return EventID(id).description
  }

  private static var outward: String { "o1" }

  private func outwardCode(_ id: UUID) throws -> MailCode {
    try mailCode(of: Array(Self.outward.utf8) + Self.bytes(tenant.uuid) + Self.bytes(id))
  }

  private func mailCode(of parts: [UInt8]) throws -> MailCode {
    MailCode(
      HMAC<SHA256>.authenticationCode(for: parts, using: SymmetricKey(data: try derivedKey(for: .mailTokens))))
  }

  private static func bytes(_ id: UUID) -> [UInt8] { withUnsafeBytes(of: id.uuid) { Array($0) } }

  /// The address that the desk is written to where nothing says otherwise: the first that is proved to be its own, else the one
  /// that the hub gives. Nil where it has none.
  package func mainAddress() throws -> String? { try writingAddresses().first?.address.text }
}
