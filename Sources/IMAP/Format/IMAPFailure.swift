package import ConnectorKit

/// Why a mailbox could not be visited.
package enum IMAPFailure: Error, Sendable, Equatable {
  /// There was no way to it.
  case egress(EgressFailure)
  /// The name or the password is not taken.
  case notAuthorised
  /// The password would go unencrypted over a network that is not the operator's own.
  case unprotected
  /// There is no such folder, or it cannot be opened.
  case noFolder
  /// The server said no to something; its words, one line, at most 200 bytes.
  case refused(String)
  /// What came is no IMAP, or not what was asked for.
  case unintelligible
  /// The server ended it.
  case ended

  /// Whether it lies in how the account is set up: another try right away would end the same way.
  package var isSettled: Bool {
    switch self {
    case .egress(let failure): !failure.isTemporary
    case .notAuthorised, .unprotected, .noFolder: true
    case .refused, .unintelligible, .ended: false
    }
  }
}

extension IMAPFailure: CustomStringConvertible {
  /// For whoever set the account up.
  package var description: String {
    switch self {
    case .egress(.brokenOff): "the connection broke"
    case .egress(let failure): "\(failure)"
    case .notAuthorised: "the server does not take this name and password"
    case .unprotected: "the password would travel unencrypted: choose TLS"
    case .noFolder: "there is no such folder, or it cannot be opened"
    case .refused(let words): "the server refused: \(words)"
    case .unintelligible: "what the server says is no IMAP"
    case .ended: "the server ended the conversation"
    }
  }
}
