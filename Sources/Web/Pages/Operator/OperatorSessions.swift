package import Foundation
import Synchronization
package import Vault

/// Links by which the hub's operator signs in, and the sessions that were begun with them; of each only the hash is kept.
///
/// They live in the process: a restart signs the operator out, and a new link is one command away.
package final class OperatorSessions: Sendable {
  private struct Session {
    let begunAt: Date
    var seenAt: Date
  }

  private struct State {
    /// When each link ends, by the hash of its code.
    var links: [[UInt8]: Date] = [:]
    var sessions: [[UInt8]: Session] = [:]
  }

  private let state = Mutex(State())

  /// What a link's path is, before its code.
  package static let signInPath = OperatorSignInPage.path
  /// In seconds.
  package static let linkLife: TimeInterval = 600
  /// How long a session lives without a sign of the operator, in seconds.
  package static let idleLimit: TimeInterval = 8 * 3_600
  /// No session lives longer than this: a page that is left open gives signs for ever. In seconds.
  package static let longestLife: TimeInterval = 24 * 3_600
  /// So many of each are kept; at more, the oldest ends.
  package static let most = 100

  package init() {}

  /// Makes a link's code.
  package func makeLink(at now: Date) -> Secret<String> {
    let secret = HubSecret(.operatorLink)
    state.withLock { state in
      state.links = state.links.filter { $0.value > now }
      if state.links.count >= Self.most, let oldest = state.links.min(by: { $0.value < $1.value }) {
        state.links[oldest.key] = nil
      }
      state.links[secret.hash] = now.addingTimeInterval(Self.linkLife)
    }
    return secret.text
  }

  /// Whether a code would open; it is not used up by asking.
  package func opens(_ code: String, at now: Date) -> Bool {
    guard let hash = HubSecret.hash(of: code, as: .operatorLink) else { return false }
    return state.withLock { $0.links[hash].map { $0 > now } ?? false }
  }

  /// Uses a code up and begins a session.
  ///
  /// - Returns: what the browser's cookie is to hold; nil where the code opens nothing.
  package func begin(with code: String, at now: Date) -> Secret<String>? {
    guard let hash = HubSecret.hash(of: code, as: .operatorLink) else { return nil }
    let secret = HubSecret(.operatorSession)
    let begun = state.withLock { state in
      guard let end = state.links.removeValue(forKey: hash), end > now else { return false }
      state.sessions = state.sessions.filter { Self.isAlive($0.value, at: now) }
      if state.sessions.count >= Self.most,
        let oldest = state.sessions.min(by: { $0.value.seenAt < $1.value.seenAt })
      {
        state.sessions[oldest.key] = nil
      }
      state.sessions[secret.hash] = Session(begunAt: now, seenAt: now)
      return true
    }
    return begun ? secret.text : nil
  }

  /// Whether a cookie's session is alive; if so, this was a sign of its person.
  package func see(_ cookie: String, at now: Date) -> Bool {
    guard let hash = HubSecret.hash(of: cookie, as: .operatorSession) else { return false }
    return state.withLock { state in
      guard var session = state.sessions[hash], Self.isAlive(session, at: now) else { return false }
      session.seenAt = max(session.seenAt, now)
      state.sessions[hash] = session
      return true
    }
  }

  package func end(_ cookie: String) {
    guard let hash = HubSecret.hash(of: cookie, as: .operatorSession) else { return }
    state.withLock { _ = $0.sessions.removeValue(forKey: hash) }
  }

  private static func isAlive(_ session: Session, at now: Date) -> Bool {
    now.timeIntervalSince(session.seenAt) <= idleLimit && now.timeIntervalSince(session.begunAt) <= longestLife
  }
}
