/// A way to a server of IMAP, logged in.
package protocol IMAPLine: Sendable {
  func say(_ bytes: [UInt8]) async throws(IMAPFailure)
  /// What the server says next; never empty.
  func hear() async throws(IMAPFailure) -> [UInt8]
  /// Ends it; harmless where it has ended.
  func hangUp() async
}

/// What has ways to servers of IMAP.
package protocol IMAPLines: Sendable {
  /// Connects, makes it safe, and logs in.
  func line(to server: IMAPServer) async throws(IMAPFailure) -> any IMAPLine
}

/// Where a mailbox is, and how it opens.
package struct IMAPServer: Sendable, Equatable {
  package enum Security: String, Sendable, CaseIterable, Codable {
    /// From the start (RFC 8314).
    case tls
    case startTLS = "starttls"
    /// Only where the operator lets desks ask that network.
    case none

    /// As IANA has them.
    package var usualPort: Int {
      switch self {
      case .tls: 993
      case .startTLS, .none: 143
      }
    }
  }

  package let host: String
  package let port: Int
  package let security: Security
  package let user: String
  package let password: String

  package init(host: String, port: Int, security: Security, user: String, password: String) {
    self.host = host
    self.port = port
    self.security = security
    self.user = user
    self.password = password
  }
}
