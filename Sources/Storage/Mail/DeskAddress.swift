package import Foundation
package import Ticketing

package typealias DeskAddressID = ID<DeskAddress>

/// An address that the desk receives mail at and writes from, and what becomes of a ticket that is opened by a mail to it.
package struct DeskAddress: Sendable, Equatable {
  package let id: DeskAddressID
  package let address: EmailAddress
  package var team: TeamID?
  /// Nil opens incidents.
  package var type: TicketType?
  /// What the hub speaks to requesters who write here; nil takes the desk's.
  package var language: Language?
  /// By which name mails leave; nil takes the desk's.
  package var senderName: String?
  package private(set) var proof: AddressProof
  package let createdAt: Date

  package init(
    id: DeskAddressID, address: EmailAddress, team: TeamID? = nil, type: TicketType? = nil, language: Language? = nil,
    senderName: String? = nil, proof: AddressProof = AddressProof(), createdAt: Date
  ) {
    self.id = id
    self.address = address
    self.team = team
    self.type = type
    self.language = language
    self.senderName = senderName
    self.proof = proof
    self.createdAt = createdAt
  }

  /// How many a desk may have.
  package static let most = 100

  /// An address without what stands behind its last plus sign: `support+TOKEN@acme.example` is `support@acme.example`.
  package static func withoutToken(_ address: String) -> String {
    guard let at = address.lastIndex(of: "@"), let plus = address[..<at].lastIndex(of: "+") else { return address }
    return String(address[..<plus] + address[at...])
  }

  /// What stands behind an address's last plus sign; nil where there is none.
  package static func token(of address: String) -> String? {
    guard let at = address.lastIndex(of: "@"), let plus = address[..<at].lastIndex(of: "+") else { return nil }
    return String(address[..<at][plus...].dropFirst())
  }

  /// Whether mail is taken that comes to it.
  package var isProven: Bool { proof.provenAt != nil }

  /// Is proven by a mail with this code, that the hub sends to it, once it has come in.
  package mutating func ask(for code: String, at now: Date) {
    guard !isProven else { return }
    proof = AddressProof(code: code, askedAt: now)
  }

  package mutating func prove(at now: Date) {
    guard !isProven else { return }
    proof = AddressProof(provenAt: now)
  }
}

/// How far it is proved that mail to an address comes to this hub by the desk's will.
package struct AddressProof: Sendable, Equatable {
  /// What the mail says that would prove it; sealed where it is kept.
  package let code: String?
  package let askedAt: Date?
  package let provenAt: Date?

  package init(code: String? = nil, askedAt: Date? = nil, provenAt: Date? = nil) {
    self.code = code
    self.askedAt = askedAt
    self.provenAt = provenAt
  }

  /// So long a code proves anything.
  package static let codeLives: TimeInterval = 3 * 86_400

  /// Nil where none was asked for, or it is too old.
  package func code(at now: Date) -> String? {
    guard let askedAt, askedAt.addingTimeInterval(Self.codeLives) > now else { return nil }
    return code
  }
}
