import DeskActions
package import Federation
import Storage
package import Ticketing

/// How one desk asks the desk at the other end of a partnership how its handoffs stand.
package protocol Correspondence: Sendable {
  /// Returns once the asked desk has committed what it was to change.
  ///
  /// - Throws: `StorageError` where the desk cannot be reached; anything else where it stumbles.
  func ask(
    _ question: DriftQuestion, over partnership: PartnershipID, of receiver: TenantID, by sender: TenantID
  ) async throws -> DriftAnswer
}
