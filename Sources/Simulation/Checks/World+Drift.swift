import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// Comparing digests finds nothing in a world at rest: what the hubs ask of one another on a schedule, asked at once.
extension World {
  func checkDrift(_ pair: Pair) throws {
    guard let below = pair.below, !pair.isEnded else { return }
    chronicle.check(.agreement)
    let upper = try standing(of: pair.above, at: pair.upper)
    let lower = try standing(of: below, at: pair.lower)
    guard upper.isComparable(with: lower) else { return }
    let differences = Standing.differences(before: upper, lower, after: upper)
    guard differences.isEmpty else {
      throw Breach(
        .agreement, "handoff \(pair.id) is said to have drifted apart in \(differences.map(\.rawValue).sorted())")
    }
    let above = try digests(of: pair.above, upper, beside: lower, at: pair.upper)
    let beneath = try digests(of: below, lower, beside: upper, at: pair.lower)
    if above.said != beneath.heard {
      try compare((pair.upper, pair.above), with: (pair.lower, below), upTo: upper.commonSaid(with: lower))
    }
    if above.heard != beneath.said {
      try compare((pair.lower, below), with: (pair.upper, pair.above), upTo: lower.commonSaid(with: upper))
    }
  }

  /// Two digests may differ for what people gave up at one of the two desks; message by message nothing does, but for what
  /// was said by mistake.
  private func compare(
    _ sender: (desk: Int, record: Handoff), with receiver: (desk: Int, record: Handoff), upTo end: Int
  ) throws {
    let sent = try entries(.out, of: sender.record, at: sender.desk, upTo: end)
    let heard = try entries(.in, of: receiver.record, at: receiver.desk, upTo: end)
    let differing = LaneDifference.all(sent: sent, heard: heard, upTo: end).first { difference in
      let place = Place(
        desk: sender.desk, lane: .handoff(sender.record.id), epoch: sender.record.lane.epoch, seq: difference.seq)
      return mistakes.spoken[place] == nil
    }
    guard let differing else { return }
    throw Breach(
      .agreement,
      "what \(name(sender.desk)) said of handoff \(sender.record.id), \(differing.seq), is said to be \(differing.kind)"
    )
  }

  private func entries(
    _ direction: Delivery.Direction, of handoff: Handoff, at desk: Int, upTo end: Int
  ) throws -> [LaneEntry] {
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    return try loop.run {
      try await store.desks.read(in: tenant) { tx in
        try tx.entries(direction, of: handoff, after: 0, upTo: end, limit: Bounds.steps)
      }
    }.get()
  }

  private func standing(of handoff: Handoff, at desk: Int) throws -> Standing {
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    return try loop.run { try await store.desks.read(in: tenant) { try $0.standing(of: handoff) } }.get()
  }

  private func digests(
    of handoff: Handoff, _ own: Standing, beside other: Standing, at desk: Int
  ) throws -> DigestPair {
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    return try loop.run {
      try await store.desks.read(in: tenant) { tx in
        DigestPair(
          said: try tx.digest(.out, of: handoff, upTo: own.commonSaid(with: other)),
          heard: try tx.digest(.in, of: handoff, upTo: own.commonHeard(with: other)))
      }
    }.get()
  }
}
