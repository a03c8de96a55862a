import ConnectorKit
import Federation
import Foundation
package import Storage
import StrictJSON
package import Ticketing

/// What follows a change of a connection in the desk that stands in for the external one, which works by what its owner has set
/// up: several transactions, each of which may be done again.
package struct FollowConnection: Sendable {
  private let connection: Connection

  package init(_ connection: Connection) { self.connection = connection }

  /// - Parameter moments: a new one for each transaction.
  package func perform(_ storage: any DeskStorage, _ moments: @Sendable () -> Moment) async throws {
    let tenant = connection.standIn
    let isNew = try await storage.write(in: tenant) { [connection, moment = moments()] tx in
      var moment = moment
      return try connection.take(over: tx, &moment)
    }
    guard isNew, connection.state == .active else { return }
    // What waited for other words or secrets may get through by the new ones.
    _ = try await ReplayParked(connection, by: nil).perform(storage, moments)
  }
}

extension Connection {
  /// Hands what was set up to the stand-in; false where it knows that already.
  fileprivate func take(over tx: any DeskTransaction, _ moment: inout Moment) throws -> Bool {
    guard var standIn = try tx.standIn(), standIn.connection == id, standIn.version < version else { return false }
    let isPaused = state != .active
    if isPaused != standIn.isPaused { try tx.setOutsideHeld(isPaused) }
    standIn.name = name
    standIn.settings = settings
    // What the far side gave by itself is the stand-in's alone.
    let learnt = standIn.secrets.filter { $0.key.hasPrefix(Settings.learntPrefix) }
    standIn.secrets = state == .ended ? [:] : secrets.merging(learnt) { own, _ in own }
    standIn.mapping = mapping
    standIn.version = version
    standIn.isPaused = isPaused
    if state == .ended {
      standIn.hookHash = []
      try tx.removePoll()
    } else {
      try askSoon(tx, moment)
    }
    try tx.put(standIn)
    let mapping = try ConnectionMapping(jsonBytes: mapping)
    for status in StandInBook.changes(to: mapping, from: try tx.statuses(), &moment) { try tx.put(status) }
    return true
  }

  /// A connection that was set up otherwise may have to be asked now, though it was not before; whoever asks finds out.
  private func askSoon(_ tx: any DeskTransaction, _ moment: Moment) throws {
    var poll = try tx.poll() ?? Poll(nextAt: moment.now)
    if poll.leaseUntil == nil { poll.nextAt = moment.now }
    try tx.put(poll)
  }
}
