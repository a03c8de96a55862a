import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// Faults are over: hubs come up, clocks agree, paths are whole, and people look after what is stuck.
extension World {
  func heal() throws {
    chronicle.tell(now, "faults are over")
    phase = .healed
    for hub in hubs.indices {
      hubs[hub].fate.relent()
      for clock in hubs[hub].clocks { clock.correct() }
    }
    cuts = []
    doomed = []
    delayed = [:]
    poisoned = []
    blobs.findAll()
    for hub in hubs.indices where !hubs[hub].isUp { try restart(hub) }
    for round in 0..<Bounds.rounds {
      for hub in hubs.indices { planRelay(hub, in: 1) }
      let end = now + Bounds.round
      try pass(while: { (self.heap.nextTime ?? 0) <= end })
      chronicle.check(.convergence)
      if try resume() == 0, try retryAll() == 0 { return try checkDelivered() }
      chronicle.tell(now, "people have looked after what is stuck, round \(round + 1)")
    }
    throw Breach(.convergence, "after \(Bounds.rounds) rounds: \(try stuck().joined(separator: "; "))")
  }

  /// Whoever suspended a partnership takes it up again.
  private func resume() throws -> Int {
    var resumed = 0
    for desk in desks.indices {
      let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
      let suspended = try loop.run {
        try await store.desks.read(in: tenant) { tx in
          try tx.partnerships(PageRequest(limit: 200)).items.filter { $0.phase == .joined && $0.isSuspendedHere }
            .map(\.id)
        }
      }.get()
      for partnership in suspended {
        resumed += 1
        _ = try act(desk, ResumePartnership(partnership), "resumes a partnership")
      }
    }
    return resumed
  }

  private func retryAll() throws -> Int {
    var retried = 0
    for desk in desks.indices {
      for record in try deliveries(at: desk, .parked) {
        try checkPatience(record, at: desk)
        retried += 1
        spare(record)
        let tried = try retry(record, at: desk)
        if tried?.state == .parked, mistake(in: record, at: desk) != nil { try drop(record, at: desk) }
      }
    }
    return retried
  }

  /// Nothing is given up before it was tried often enough.
  private func checkPatience(_ record: Delivery, at desk: Int) throws {
    chronicle.check(.bounds)
    guard record.reason == .spent, record.direction == .out, record.attempts < RetryPolicy.poison.tries else { return }
    throw Breach(.bounds, "\(name(desk)) gave a \(record.kind.rawValue) up after \(record.attempts) tries")
  }

  private func checkDelivered() throws {
    chronicle.check(.convergence)
    let stuck = try stuck()
    guard stuck.isEmpty else {
      throw Breach(.convergence, "still to be delivered: \(stuck.prefix(6).joined(separator: "; "))")
    }
  }

  /// What has not come to its end, in words.
  private func stuck() throws -> [String] {
    var stuck: [String] = []
    for desk in desks.indices {
      for state in [Delivery.State.waiting, .missing, .parked] {
        for record in try deliveries(at: desk, state) {
          let reason = record.reason.map { " as \($0.rawValue)" } ?? ""
          stuck.append(
            "\(name(desk)) \(record.direction.rawValue) \(record.kind.rawValue) \(record.seq) is \(state.rawValue)\(reason)"
          )
        }
      }
    }
    return stuck
  }
}
