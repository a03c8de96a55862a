import DeskActions
import Federation
import Foundation
import Relay
import Storage
import Ticketing

/// The background work of the hubs, as `Relay.run` does it with real clocks and threads.
extension World {
  func planRelay(_ hub: Int, in milliseconds: Int) {
    let time = now + milliseconds
    if let planned = hubs[hub].relayAt, planned <= time { return }
    hubs[hub].relayAt = time
    heap.plan(.relay(hub: hub), at: time)
  }

  func planTimers(_ hub: Int, in milliseconds: Int) {
    guard !isHealed else { return }
    let time = now + milliseconds
    if let planned = hubs[hub].timersAt, planned <= time { return }
    hubs[hub].timersAt = time
    heap.plan(.timers(hub: hub), at: time)
  }

  /// A commit woke the relay; sometimes the wake-up is lost, and the slow poll finds it.
  func wake(_ hub: Int) {
    planRelay(hub, in: wireChance.happens(0.05) ? 5_000 : wireChance.among(0...3))
    planTimers(hub, in: 2_000)
  }

  func runRelay(_ hub: Int) throws {
    guard let planned = hubs[hub].relayAt, planned <= now, hubs[hub].isUp else { return }
    hubs[hub].relayAt = nil
    for node in hubs[hub].nodes.indices { try runRelay(hub, node) }
  }

  private func runRelay(_ hub: Int, _ node: Int) throws {
    let (frail, clock) = (hubs[hub].frail, hubs[hub].clocks[node])
    let ready = loop.run { try await frail.readyLanes(now: clock.now, limit: 200) }
    guard case .success(var lanes) = ready else { return try expectDeath(ready, of: hub) }
    wireChance.shuffle(&lanes)
    for key in lanes where !hubs[hub].nodes[node].working.contains(key) { serve(key, hub, node) }
    guard !hubs[hub].fate.isDead else { return }
    let next = loop.run { try await frail.nextReady(after: clock.now) }
    guard case .success(let time) = next else { return try expectDeath(next, of: hub) }
    guard let time else { return }
    let wait = max(20, clock.milliseconds(until: time))
    // The clock may have been put right since: no time that is further off is meant by this one, but a claim may still hold.
    let isMeant = !isHealed || wait < Bounds.longestWait
    planRelay(hub, in: isMeant ? min(wait, 86_400_000) : Int(QueueTimes.lanes.longestLease))
  }

  private func expectDeath<Value>(_ result: Result<Value, any Error>, of hub: Int) throws {
    guard case .failure(let error) = result, !hubs[hub].fate.isDead else { return }
    throw Breach(.stumble, "the relay of hub \(hub): \(error)")
  }

  private func serve(_ key: LaneKey, _ hub: Int, _ node: Int) {
    guard !hubs[hub].fate.isDead else { return }
    hubs[hub].nodes[node].working.append(key)
    let (courier, run) = (hubs[hub].nodes[node].courier, hubs[hub].run)
    loop.start { [finished] in
      var failure: String?
      do { try await courier.serve(key) } catch { failure = String(describing: error) }
      finished.add(FinishedWork.Work(hub: hub, node: node, run: run, key: key, failure: failure))
    }
  }

  func finish(_ work: FinishedWork.Work) {
    guard hubs[work.hub].run == work.run, hubs[work.hub].isUp else { return }
    hubs[work.hub].nodes[work.node].working.removeAll { $0 == work.key }
    // A worker whose storage failed leaves the lane to the slow poll.
    planRelay(work.hub, in: work.failure == nil ? 1 : 5_000)
  }

  func runTimers(_ hub: Int) throws {
    guard let planned = hubs[hub].timersAt, planned <= now, hubs[hub].isUp, !isHealed else { return }
    hubs[hub].timersAt = nil
    let (frail, clock, timers) = (hubs[hub].frail, hubs[hub].clocks[0], hubs[hub].nodes[0].timers)
    let before = hubs[hub].fate.commits
    try expect(.clock, at: hub)
    let result = loop.run { try await timers.runDue() }
    if hubs[hub].fate.commits != before {
      chronicle.tell(now, "hub \(hub): timers ran")
      for desk in desks.indices where desks[desk].hub == hub { try look(at: desk) }
      wake(hub)
    }
    if case .failure(let error) = result, !hubs[hub].fate.isDead, !(error is StorageError) {
      throw Breach(.stumble, "the clock of hub \(hub): \(error)")
    }
    guard !hubs[hub].fate.isDead else { return }
    let next = loop.run { try await frail.nextTimer(after: clock.now) }
    if case .success(.some(let time)) = next {
      planTimers(hub, in: max(50, min(clock.milliseconds(until: time), 30 * 86_400_000)))
    }
  }
}

/// Processes that die and come back, clocks that lie, paths that are cut.
extension World {
  func bury(_ hub: Int) throws {
    hubs[hub].isUp = false
    chronicle.tell(now, "hub \(hub) is dead")
    hubs[hub].remembered = try desks.filter { $0.hub == hub }.map { try digest(of: $0.index) }
    for wire in hubs[hub].wires { wire.abandon() }
    loop.drain()
    _ = finished.take()
    heap.plan(.restart(hub: hub), at: now + (isHealed ? 1 : wireChance.span(upTo: 60_000)))
  }

  func restart(_ hub: Int) throws {
    guard !hubs[hub].isUp else { return }
    var tear: Int?
    if scenario.kinds.contains(.tornLog), !isHealed, wireChance.happens(0.7) {
      tear = wireChance.among(1...9_000)
      chronicle.strike(.tornLog, at: .written, now, "\(tear ?? 0) bytes")
    }
    hubs[hub].store = try hubs[hub].store.reopened(tear: tear)
    hubs[hub].fate = fate(of: hub)
    chronicle.tell(now, "hub \(hub) is up again")
    raise(hub)
    let digests = try desks.filter { $0.hub == hub }.map { try digest(of: $0.index) }
    chronicle.check(.durable)
    guard digests == hubs[hub].remembered else {
      throw Breach(.durable, "hub \(hub) came up with something else than it had kept")
    }
  }

  /// Of a clock in a world where hubs are put back, in milliseconds.
  private static let longestError = 36_000_000

  /// All nodes of a hub are told the same wrong time, and each reads it a little otherwise.
  func jumpClock(_ hub: Int, _ jump: Int, skew: Int, drift: Int) {
    guard !isHealed else { return }
    for (index, clock) in hubs[hub].clocks.enumerated() {
      if scenario.goesBack {
        // Desks that are put back count on clocks that are less than a day apart (`Desk.clockDifference`).
        clock.correct()
        clock.jump(by: min(max(jump, -Self.longestError), Self.longestError) + index * skew)
      } else {
        clock.drift(by: drift)
        clock.jump(by: jump + index * skew)
      }
    }
    chronicle.strike(.clocks, at: .accepted, now, "hub \(hub): \(jump) ms, skew \(skew) ms, drift \(drift) ms/s")
    planRelay(hub, in: 5_000)
    planTimers(hub, in: 2_000)
  }

  func setPath(_ from: Int, _ to: Int, _ isCut: Bool) {
    guard !isHealed else { return }
    if isCut { cuts.insert(from * hubs.count + to) } else { cuts.remove(from * hubs.count + to) }
    chronicle.tell(now, "the path from hub \(from) to hub \(to) is \(isCut ? "cut" : "whole")")
  }
}
