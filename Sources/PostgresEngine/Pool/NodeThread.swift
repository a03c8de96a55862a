import Foundation
import Glibc
import Measuring
import SQLStorage
import Storage
import Synchronization
import Ticketing

/// The connection by which the nodes of one database know of one another, on a thread of its own: it holds the lock that says
/// that this node serves, tells the others which desks this node wrote, and hears the same of them.
///
/// Nothing rests on it: what is lost, as while the server is away, pages that are open learn when they are loaded again.
final class NodeThread: Sendable {
  private struct State {
    var untold: [TenantID: Set<DeskChange>] = [:]
    var isEnding = false
  }

  private let state = Mutex(State())
  private let bell: Bell
  private let ended = DispatchGroup()
  private let address: DatabaseAddress
  private let wall: Wall
  private let measures: PoolMeasures
  private let hear: @Sendable (Set<DeskChange>, TenantID) -> Void

  /// Between two tellings, so that a busy node tells of many commits at once: each telling takes a lock on all of them.
  private static let pause: useconds_t = 20_000
  /// How long the thread sleeps unless somebody rings or tells.
  private static let longestSleep: Int32 = 10_000
  /// Until the server is tried again.
  private static let waits = 0.5...2.0

  /// - Parameter opened: a connection by which this node serves already.
  init(
    _ opened: sending PostgresConnection, at address: DatabaseAddress, behind wall: Wall, _ measures: PoolMeasures,
    hear: @escaping @Sendable (Set<DeskChange>, TenantID) -> Void
  ) throws {
    self.address = address
    self.wall = wall
    self.measures = measures
    measures.nodeConnects.add()
    self.hear = hear
    bell = try Bell()
    try wall.enclose(opened)
    try opened.run(Notice.listening)
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
    while !state.withLock({ $0.isEnding }) {
      if connection?.isAlive != true { connection = reconnected() }
      guard let connection else {
        _ = bell.wait(beside: nil, milliseconds: Int32(Double.random(in: Self.waits) * 1_000))
        continue
      }
      send(on: connection)
      for notice in connection.notices() {
        guard let (changes, tenant) = Notice.read(notice) else { continue }
        hear(changes, tenant)
      }
      guard connection.isAlive else { continue }
      _ = bell.wait(beside: connection.socket, milliseconds: Self.longestSleep)
      usleep(Self.pause)
    }
    // The server gives a closed connection's locks free in its own time; who starts next shall not wait for that.
    try? connection?.run(Presence.leaving)
  }

  private func reconnected() -> PostgresConnection? {
    guard let connection = try? PostgresConnection(to: address, settings: Session.migrating),
      (try? wall.enclose(connection)) != nil,
      (try? connection.run("\(Presence.entering); \(Notice.listening)")) != nil
    else { return nil }
    measures.nodeConnects.add()
    return connection
  }

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

/// Wakes a thread that sleeps on a connection.
private final class Bell: Sendable {
  private let (reading, writing): (Int32, Int32)

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw StorageError.unavailable("there is no room for one more open file") }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// A full pipe wakes as well as one more byte would.
  func ring() {
    var byte: UInt8 = 1
    _ = write(writing, &byte, 1)
  }

  /// - Returns: whether something came.
  func wait(beside socket: Int32?, milliseconds: Int32) -> Bool {
    var watched = [reading, socket ?? -1].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&watched, nfds_t(watched.count), milliseconds)
    var rung = [UInt8](repeating: 0, count: 256)
    while read(reading, &rung, rung.count) > 0 {}
    return count > 0
  }
}
