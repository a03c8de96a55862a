import Synchronization
package import Ticketing

/// Something at a desk is not what it was; whoever shows it looks again.
package enum DeskChange: Sendable, Hashable {
  case ticket(TicketID)
  /// Who may come in: a session or token ended, a person's role changed.
  case access
  /// Settings, partnerships, deliveries, notices.
  case desk
  /// Nothing changed; a watcher whose other side has gone notices by trying to say so.
  case pulse
}

/// Tells those who watch a desk of its changes, as soon as they are on disk. A watcher that does not keep up loses the
/// oldest changes, never the newest.
package final class DeskFeed: Sendable {
  private struct Watchers {
    var next = 0
    var all: [TenantID: [Int: AsyncStream<DeskChange>.Continuation]] = [:]
    var count = 0
    var isClosed = false
  }

  private let watchers = Mutex(Watchers())
  /// How many changes wait for one watcher.
  private static let backlog = 32

  package init() {}

  /// How many watch, over all desks.
  package var count: Int { watchers.withLock { $0.count } }

  /// Ends when the watcher's task is cancelled or the feed is closed.
  ///
  /// - Parameter tenants: the desks that are watched in one stream.
  package func changes(in tenants: TenantID...) -> AsyncStream<DeskChange> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: DeskChange.self, bufferingPolicy: .bufferingNewest(Self.backlog))
    let number = watchers.withLock { watchers -> Int? in
      guard !watchers.isClosed else { return nil }
      watchers.next += 1
      watchers.count += 1
      for tenant in tenants { watchers.all[tenant, default: [:]][watchers.next] = continuation }
      return watchers.next
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in self?.leave(number, tenants) }
    return stream
  }

  package func publish(_ changes: Set<DeskChange>, in tenant: TenantID) {
    guard !changes.isEmpty else { return }
    let told = watchers.withLock { $0.all[tenant].map { Array($0.values) } ?? [] }
    for watcher in told {
      for change in changes { watcher.yield(change) }
    }
  }

  /// Tells every watcher of every desk that the hub lives.
  package func pulse() {
    let all = watchers.withLock { $0.all.values.flatMap(\.values) }
    for watcher in all { watcher.yield(.pulse) }
  }

  /// Ends every watcher's stream; nobody watches any more.
  package func close() {
    let all = watchers.withLock { watchers in
      watchers.isClosed = true
      return watchers.all.values.flatMap(\.values)
    }
    for watcher in all { watcher.finish() }
  }

  private func leave(_ number: Int, _ tenants: [TenantID]) {
    watchers.withLock { watchers in
      var isGone = false
      for tenant in tenants {
        isGone = watchers.all[tenant]?.removeValue(forKey: number) != nil || isGone
        if watchers.all[tenant]?.isEmpty == true { watchers.all[tenant] = nil }
      }
      if isGone { watchers.count -= 1 }
    }
  }
}
