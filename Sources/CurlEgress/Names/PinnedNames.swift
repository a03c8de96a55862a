import ConnectorKit

/// What libcurl is told of names, so that it never asks a resolver of its own: the addresses that were judged, and no others.
///
/// It keeps what it is told. A name that has not been used for a while is told to be forgotten, so that its memory is bounded.
struct PinnedNames {
  private var told: [EgressPlace] = []
  private static let most = 1_024

  /// What `CURLOPT_RESOLVE` takes; nothing for a host that is an address itself.
  mutating func lines(for url: EgressURL, _ addresses: [IPAddress]) -> [String] {
    guard !url.isLiteral else { return [] }
    let list = addresses.map { address in
      switch address {
      case .v4: "\(address)"
      case .v6: "[\(address)]"
      }
    }
    var lines: [String] = []
    let place = EgressPlace(host: url.host, port: url.port)
    told.removeAll { $0 == place }
    if told.count >= Self.most {
      let oldest = told.removeFirst()
      lines.append("-\(oldest.host):\(oldest.port)")
    }
    told.append(place)
    return lines + ["\(place.host):\(place.port):\(list.joined(separator: ","))"]
  }
}
