import Foundation
import Glibc
import Measuring
import SQLStorage
import Storage
import Synchronization
import Ticketing

/// The connection by which the nodes of one database know of one another, on a thread of its own: it holds the lock that says
/// that this node serves, tells the others which desks this node wrote, and hears the same of them. It also frees what nodes
/// had claimed that are gone.
///
/// Nothing rests on it: what is lost, as while the server is away, pages that are open learn when they are loaded again, and
/// leases end by themselves.
final class NodeThread: Sendable {
  private struct State {
    var untold: [TenantID: Set<DeskChange>] = [:]
    var isEnding = false
    var hasWatch = false
  }

  private let state = Mutex(State())
  private let bell: Bell
  private let ended = DispatchGroup()
  private let entrance: Entrance
  private let number: NodeNumber
  private let measures: PoolMeasures
  private let now: @Sendable () -> Date
  private let listener: Listener

  /// Who is told what comes from other nodes.
  struct Listener: Sendable {
    let hear: @Sendable (Set<DeskChange>, TenantID) -> Void
    /// Lanes whose worker is gone.
    let wake: @Sendable ([LaneKey]) -> Void
  }

  /// Between two tellings, so that a busy node tells of many commits at once: each telling takes a lock on all of them.
  private static let pause: useconds_t = 20_000
  /// How long the thread sleeps unless somebody rings or tells.
  private static let longestSleep = Int32(Undertaker.pause * 1_000)
  /// Until the server is tried again.
  private static let waits = 0.5...2.0

  /// - Parameter opened: a connection by which this node serves already.
  init(
    _ opened: sending PostgresConnection, as number: NodeNumber, by entrance: Entrance, _ measures: PoolMeasures,
    now: @escaping @Sendable () -> Date, _ listener: Listener
  ) throws {
    self.entrance = entrance
    self.number = number
    self.measures = measures
    self.now = now
    measures.nodeConnects.add()
    self.listener = listener
    bell = try Bell()
    try entrance.wall.enclose(opened)
    try opened.run(Notice.listening)
    let hasWatch = try Presence.takesWatch(opened)
    state.withLock { $0.hasWatch = hasWatch }
    let first = Mutex<PostgresConnection?>(opened)
    ended.enter()
    let thread = Thread { [self] in
      loop(first.withLock { $0.take() })
      ended.leave()
    }
    thread.name = "baton-pg-nodes"
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Whether it is this node that does at once what falls due by the clock. Another does so within moments of its end.
  var hasWatch: Bool { state.withLock { $0.hasWatch } }

  func tell(_ changes: Set<DeskChange>, in tenant: TenantID) {
    guard !changes.isEmpty else { return }
    state.withLock { $0.untold[tenant, default: []].formUnion(changes) }
    bell.ring()
  }

  /// Returns once the lock is given free and the connection is closed.
  func end() async {
    state.withLock { $0.isEnding = true }
    bell.ring()
    await withCheckedContinuation { continuation in
      ended.notify(queue: .global()) { continuation.resume() }
    }
  }

  private func loop(_ first: PostgresConnection?) {
    var connection = first
    var undertaker = Undertaker(at: Self.uptime, afterLoss: false)
    while !state.withLock({ $0.isEnding }) {
      if connection?.isAlive != true {
        connection = reconnected()
        undertaker = Undertaker(at: Self.uptime, afterLoss: true)
        state.withLock { $0.hasWatch = false }
      }
      guard let connection else {
        _ = bell.wait(beside: nil, milliseconds: Int32(Double.random(in: Self.waits) * 1_000))
        continue
      }
      send(on: connection)
      for notice in connection.notices() {
        guard let (changes, tenant) = Notice.read(notice) else { continue }
        listener.hear(changes, tenant)
      }
      if undertaker.isDue(at: Self.uptime) { look(by: &undertaker, on: connection) }
      guard connection.isAlive else { continue }
      _ = bell.wait(beside: connection.socket, milliseconds: Self.longestSleep)
      usleep(Self.pause)
    }
    try? connection?.run(Presence.leaving)
  }

  private func reconnected() -> PostgresConnection? {
    guard let connection = try? entrance.connect(Session.present) else { return nil }
    let former = number.value
    number.renew()
    guard (try? connection.run("\(Presence.entering(as: number.value)); \(Notice.listening)")) != nil else {
      return nil
    }
    measures.nodeConnects.add()
    // A server that was ended at once may have forgotten what this node had given back already.
    tell(of: try? Undertaker.free(former: former, behind: entrance.wall, on: connection))
    return connection
  }

  /// Whether others are gone, and whether what they did is now this one's to do.
  private func look(by undertaker: inout Undertaker, on connection: PostgresConnection) {
    connection.clearFailure()
    if !hasWatch, (try? Presence.takesWatch(connection)) == true { state.withLock { $0.hasWatch = true } }
    tell(of: try? undertaker.look(at: Self.uptime, today: now(), behind: entrance.wall, on: connection))
  }

  private func tell(of freed: Undertaker.Freed?) {
    guard let freed, freed.count > 0 else { return }
    measures.freed.add(freed.count)
    listener.wake(freed.lanes)
  }

  /// A clock that nobody sets.
  private static var uptime: Date { Date(timeIntervalSinceReferenceDate: ProcessInfo.processInfo.systemUptime) }

  private func send(on connection: PostgresConnection) {
    let untold = state.withLock { state in
      defer { state.untold = [:] }
      return state.untold
    }
    for (tenant, changes) in untold {
      for text in Notice.texts(of: changes, in: tenant) { _ = try? connection.execute(Notice.send, [.text(text)]) }
    }
  }
}
