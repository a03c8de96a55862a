import Federation
import Foundation
import Storage
import Ticketing

/// What is new at a desk since the world last looked, read in one look past everything that can fail.
struct DeskNews: Sendable {
  var handoffs: [Handoff] = []
  var partnerships: [Partnership] = []
  /// Messages that were put on their way, those of each lane in order.
  var out: [Delivery] = []
  /// Messages that were applied or passed, those of each lane in order.
  var passed: [Delivery] = []
  /// What the desk had said itself, in epochs that are over, of each handoff of which it asks what it has forgotten.
  var remembered: [HandoffID: [Delivery]] = [:]
  /// Whether its hub was put back to an earlier moment.
  var isPutBack = false
  /// Numbers that no message stands for.
  var blanks: [String] = []

  init(reading tx: any DeskReader, since seen: [HandoffID: Handoff]) throws {
    isPutBack = try tx.deskRecord()?.restoredAt != nil
    partnerships = try tx.partnerships(PageRequest(limit: 200)).items
    handoffs = try tx.handoffs(HandoffQuery(), PageRequest(limit: 200)).items
    for handoff in handoffs {
      let lane = handoff.lane
      if lane.former != nil, seen[handoff.id]?.lane != lane {
        remembered[handoff.id] = try tx.deliveries(.out, of: .handoff(handoff.id), after: .start, limit: 1_000)
          .filter { $0.epoch < lane.epoch }
      }
      let before = seen[handoff.id]?.lane ?? Lane(epoch: lane.epoch, sent: 0, peerEpoch: lane.peerEpoch, applied: 0)
      guard before != lane else { continue }
      let sent = before.epoch == lane.epoch ? before.sent : 0
      for seq in (sent + 1)..<(max(sent, lane.sent) + 1) {
        if let delivery = try tx.delivery(.out, lane: .handoff(handoff.id), epoch: lane.epoch, seq: seq) {
          out.append(delivery)
        } else {
          blanks.append("handoff \(handoff.id), sent \(seq)")
        }
      }
      let heard = seen[handoff.id]?.lane.heard ?? .start
      guard heard.epoch == lane.peerEpoch else {
        passed += try tx.deliveries(.in, of: .handoff(handoff.id), after: heard, limit: 1_000)
          .filter { Place(epoch: $0.epoch, seq: $0.seq) <= lane.heard }
        continue
      }
      for seq in (heard.seq + 1)..<(max(heard.seq, lane.applied) + 1) {
        if let delivery = try tx.delivery(.in, lane: .handoff(handoff.id), epoch: lane.peerEpoch, seq: seq) {
          passed.append(delivery)
        }
      }
    }
  }
}
