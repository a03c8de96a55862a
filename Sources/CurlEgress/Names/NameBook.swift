import ConnectorKit

/// Which names are known, and which are being asked for: each once at a time, by so many at once.
///
/// A name whose servers hang keeps one thread, however many want to know it.
struct NameBook {
  enum Standing {
    case known([IPAddress])
    /// Its answer comes later. `asks` where it is to be asked for now.
    case awaited(asks: Bool)
  }

  private struct Entry {
    let addresses: [IPAddress]
    let until: Duration
  }

  private let patience: Duration
  private var known: [String: Entry] = [:]
  private var awaiting: [String: Set<Job.ID>] = [:]
  /// Names that wait for a thread.
  private var backlog: [String] = []
  private var isBeingAsked: Set<String> = []

  private static let atOnce = 32
  private static let most = 1_024

  init(patience: Duration) { self.patience = patience }

  mutating func look(up host: String, for job: Job.ID, at now: Duration) -> Standing {
    if let entry = known[host], entry.until > now { return .known(entry.addresses) }
    known[host] = nil
    awaiting[host, default: []].insert(job)
    guard awaiting[host]?.count == 1, !isBeingAsked.contains(host), !backlog.contains(host) else {
      return .awaited(asks: false)
    }
    guard isBeingAsked.count < Self.atOnce else {
      backlog.append(host)
      return .awaited(asks: false)
    }
    isBeingAsked.insert(host)
    return .awaited(asks: true)
  }

  /// - Returns: who waited for it, and the name that is to be asked for next.
  mutating func learn(
    _ host: String, _ addresses: [IPAddress]?, at now: Duration
  ) -> (waiters: Set<Job.ID>, next: String?) {
    isBeingAsked.remove(host)
    if let addresses {
      if known.count >= Self.most { known = known.filter { $0.value.until > now } }
      if known.count < Self.most { known[host] = Entry(addresses: addresses, until: now + patience) }
    }
    let waiters = awaiting.removeValue(forKey: host) ?? []
    guard isBeingAsked.count < Self.atOnce, !backlog.isEmpty else { return (waiters, nil) }
    let next = backlog.removeFirst()
    isBeingAsked.insert(next)
    return (waiters, next)
  }

  mutating func giveUp(_ job: Job.ID, on host: String) {
    awaiting[host]?.remove(job)
    guard awaiting[host]?.isEmpty == true else { return }
    awaiting[host] = nil
    backlog.removeAll { $0 == host }
  }

  /// The addresses did not answer: the next one to ask hears of new ones.
  mutating func forget(_ host: String) { known[host] = nil }
}
