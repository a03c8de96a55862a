import ConnectorKit

/// Whom a transfer may connect to, and how long it may take.
struct Dialling {
  let wall: AddressGuard
  let own: Set<IPAddress>
  /// For `CURLOPT_RESOLVE`.
  let pins: [String]
  let patience: Duration
}
