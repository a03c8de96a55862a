import Federation
import Ticketing

/// A partnership with what only the relay asks for.
struct PartnershipRow: Sendable {
  var partnership: Partnership
  /// The tenant at the other end, where it is on this hub.
  var peer: TenantID?
  /// Whether the lanes of its handoffs wait while it is suspended.
  var holdsLanes = false
}
