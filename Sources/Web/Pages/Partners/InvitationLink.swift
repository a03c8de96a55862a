import Foundation
import Vault

/// The address that goes to another company with an invitation.
package enum InvitationLink {
  static let path = "/join"

  static func to(_ code: String, at publicURL: String) -> String { "\(publicURL)\(path)?code=\(code)" }

  /// The code of what somebody pasted: the code itself, or the whole link.
  package static func code(in pasted: String) -> String {
    let text = pasted.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let mark = text.range(of: "code=", options: .backwards) else { return text }
    return String(text[mark.upperBound...].prefix { $0 != "&" && $0 != "#" })
  }

  /// What the code claims; nil where it is no code at all.
  static func claim(_ pasted: String) -> TokenSecret.Claim? { TokenSecret.read(code(in: pasted), as: .invitation) }
}
