import Foundation
import Vault
import Web

/// Makes links by which the operator of the running hub signs in.
struct OperatorLinks: Sendable {
  let sessions: OperatorSessions
  let publicURL: String

  func make(at now: Date) -> ControlAnswer.OperatorLink {
    let code = sessions.makeLink(at: now).expose()
    return .init(
      link: "\(publicURL)\(OperatorSessions.signInPath)?code=\(code)",
      expiresAt: now.addingTimeInterval(OperatorSessions.linkLife))
  }
}
