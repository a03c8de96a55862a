package import Foundation

package enum PartnershipRefusal: Error, Equatable, Sendable {
  case notOpen(PartnershipState)
  case invitationUsed
  case invitationExpired(Date)
  /// A desk cannot be its own partner.
  case ownInvitation
  case alreadySuspended
  case notSuspendedHere
  case mappingFails([MappingFinding])
  case unknownFields([String])
}
