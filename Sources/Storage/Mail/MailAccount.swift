package import Foundation
package import Ticketing

package typealias MailAccountID = ID<MailAccount>

/// A mailbox elsewhere whose mail is fetched, as if it had come to one of the desk's addresses.
package struct MailAccount: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable, Codable {
    case active
    /// By a person: nothing is fetched.
    case paused
  }

  package enum Security: String, Sendable, CaseIterable, Codable {
    /// From the start (RFC 8314).
    case tls
    case startTLS = "starttls"
    /// Only where the operator lets desks ask that network.
    case none
  }

  /// What becomes there of a mail that is kept here.
  package enum Afterwards: String, Sendable, CaseIterable, Codable {
    case leave
    /// It is marked as read.
    case seen
    case move
  }

  package let id: MailAccountID
  /// To which of the desk's addresses its mail belongs.
  package var address: DeskAddressID
  package var host: String
  package var port: Int
  package var security: Security
  package var user: String
  /// Sealed where it is kept, and never shown.
  package var password: String
  package var folder: String
  package var afterwards: Afterwards
  /// Nil unless mails are moved.
  package var movesTo: String?
  /// Whether what lies there when it is first visited is fetched too.
  package let fetchesExisting: Bool
  package var state: State
  package let createdAt: Date

  package init(
    id: MailAccountID, address: DeskAddressID, host: String, port: Int, security: Security, user: String,
    password: String, folder: String, afterwards: Afterwards, movesTo: String?, fetchesExisting: Bool,
    state: State = .active, createdAt: Date
  ) {
    self.id = id
    self.address = address
    self.host = host
    self.port = port
    self.security = security
    self.user = user
    self.password = password
    self.folder = folder
    self.afterwards = afterwards
    self.movesTo = movesTo
    self.fetchesExisting = fetchesExisting
    self.state = state
    self.createdAt = createdAt
  }

  /// How many a desk may have.
  package static let most = 50

  /// Whether it is the same mailbox: what is known of one is true of the other.
  package func isSamePlace(as other: MailAccount) -> Bool {
    (host.lowercased(), port, user, folder) == (other.host.lowercased(), other.port, other.user, other.folder)
  }
}

/// A mail account of one tenant's.
package struct MailAccountKey: Sendable, Hashable {
  package let tenant: TenantID
  package let account: MailAccountID

  package init(tenant: TenantID, account: MailAccountID) {
    self.tenant = tenant
    self.account = account
  }
}
