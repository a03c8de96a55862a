import Foundation
import Measuring
import Storage

/// The place of one connection in the pool, used by one thread only: connected when it is first needed, and anew when the
/// server was lost.
package final class PooledConnection {
  private let entrance: Entrance
  let measures: PoolMeasures
  private var open: PostgresConnection? {
    didSet { measures.open.add((open == nil ? 0 : 1) - (oldValue == nil ? 0 : 1)) }
  }
  private var failures = 0
  private var notBefore = ContinuousClock.now
  private var lastError = StorageError.unavailable("PostgreSQL was not reached")

  var wall: Wall { entrance.wall }

  package convenience init(to address: DatabaseAddress, behind wall: Wall) {
    self.init(by: Entrance(address: address, wall: wall), PoolMeasures())
  }

  init(by entrance: Entrance, _ measures: PoolMeasures) {
    self.entrance = entrance
    self.measures = measures
  }

  /// A server that cannot be reached is left alone for a while that doubles, up to `longestWait`, and differs from one
  /// connection to the next; whoever asks meanwhile is refused at once.
  ///
  /// - Throws: `StorageError.unavailable`.
  package func connection() throws -> PostgresConnection {
    if let open, open.isAlive { return open }
    open = nil
    guard ContinuousClock.now >= notBefore else { throw lastError }
    do {
      let connection = try entrance.connect(Session.serving)
      open = connection
      measures.connects.add()
      failures = 0
      return connection
    } catch {
      failures += 1
      measures.failedConnects.add()
      lastError = error as? StorageError ?? .unavailable("\(error)")
      notBefore = .now + Self.wait(after: failures)
      throw lastError
    }
  }

  var isOpen: Bool { open?.isAlive == true }

  /// How long it will be before this place tries to connect; nil where it may do so now.
  var pause: Duration? {
    let pause = notBefore - ContinuousClock.now
    return pause > .zero ? pause : nil
  }

  func close() { open = nil }

  private static let shortestWait = 0.05
  private static let longestWait = 2.0

  private static func wait(after failures: Int) -> Duration {
    let longest = min(longestWait, shortestWait * pow(2, Double(min(failures, 10))))
    return .seconds(Double.random(in: longest / 2...longest))
  }
}
