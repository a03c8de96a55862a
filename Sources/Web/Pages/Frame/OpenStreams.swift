package import Storage
import Synchronization
package import Ticketing

/// Counts the event streams that are open, so that neither one browser nor one desk can take all that the hub can feed.
package final class OpenStreams: Sendable {
  private struct Counts {
    var ofSession: [SessionID: Int] = [:]
    var ofDesk: [TenantID: Int] = [:]
  }

  private let counts = Mutex(Counts())
  private let ofSession: Int
  private let ofDesk: Int

  /// - Parameters:
  ///   - ofSession: a browser keeps six connections to a hub, and more only through a proxy that speaks HTTP/2.
  ///   - ofDesk: at some 50 kB each, these are 200 MB.
  package init(ofSession: Int = 32, ofDesk: Int = 4_096) {
    self.ofSession = ofSession
    self.ofDesk = ofDesk
  }

  package func hasRoom(for session: SessionID, at desk: TenantID) -> Bool {
    counts.withLock { hasRoom(for: session, at: desk, $0) }
  }

  /// Counts one more, which has to leave again.
  ///
  /// - Returns: false where there is no room for it.
  package func enter(_ session: SessionID, at desk: TenantID) -> Bool {
    counts.withLock { counts in
      guard hasRoom(for: session, at: desk, counts) else { return false }
      counts.ofSession[session, default: 0] += 1
      counts.ofDesk[desk, default: 0] += 1
      return true
    }
  }

  package func leave(_ session: SessionID, at desk: TenantID) {
    counts.withLock { counts in
      counts.ofSession[session] = counts.ofSession[session].flatMap { $0 > 1 ? $0 - 1 : nil }
      counts.ofDesk[desk] = counts.ofDesk[desk].flatMap { $0 > 1 ? $0 - 1 : nil }
    }
  }

  private func hasRoom(for session: SessionID, at desk: TenantID, _ counts: Counts) -> Bool {
    counts.ofSession[session, default: 0] < ofSession && counts.ofDesk[desk, default: 0] < ofDesk
  }
}
