package import Federation
package import Foundation

/// A code that one other desk may use once to become a partner; only its hash is kept.
package struct Invitation: Sendable, Equatable {
  package let partnership: PartnershipID
  /// SHA-256 of the code's secret.
  package let secretHash: [UInt8]
  package let message: String?
  package let expiresAt: Date

  package init(partnership: PartnershipID, secretHash: [UInt8], message: String?, expiresAt: Date) {
    self.partnership = partnership
    self.secretHash = secretHash
    self.message = message
    self.expiresAt = expiresAt
  }
}
