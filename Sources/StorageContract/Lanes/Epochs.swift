import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let epochs = [
    ContractCase("a restored desk begins a new epoch of all its lanes, and remembers where the former one ended") {
      trial in
      let (desk, other) = (try await trial.desk(), try await trial.desk("other"))
      var partnership = desk.partnership()
      try partnership.join(PartnerDesk(name: "Other", federationID: other.record.federationID, terms: nil))
      let (ticket, known) = (try await desk.ticket(), partnership)
      let handoff = desk.handoff(of: ticket.id, over: known.id)
      try await desk.write {
        try $0.put(known)
        try $0.put(handoff)
        try $0.begin(epoch: 70, restoredAt: trial.later(5))
      }
      #expect(try await desk.read { try $0.deskRecord()?.restoredAt } == trial.later(5))
      #expect(try await other.read { try $0.deskRecord()?.restoredAt } == nil)
      var expected = Lane()
      expected.begin(epoch: 70)
      #expect(try await desk.read { try $0.handoff(handoff.id)?.lane } == expected)
      #expect(try await desk.read { try $0.partnership(known.id)?.lane } == expected)
      try await desk.write { try $0.begin(epoch: 71, restoredAt: trial.later(6)) }
      expected.begin(epoch: 71)
      #expect(try await desk.read { try $0.handoff(handoff.id)?.lane } == expected)
    },
    ContractCase("a restored desk remembers nothing of an epoch in which it said nothing") { trial in
      let desk = try await trial.desk()
      let (ticket, partnership) = (try await desk.ticket(), desk.partnership())
      let handoff = desk.handoff(of: ticket.id, over: partnership.id, lane: Lane(epoch: 9))
      try await desk.write {
        try $0.put(partnership)
        try $0.put(handoff)
        try $0.begin(epoch: 70, restoredAt: trial.later(5))
      }
      #expect(try await desk.read { try $0.handoff(handoff.id)?.lane.former } == .start)
    },
    ContractCase("a lane's state comes back as it was kept, with all that a restore brings into it") { trial in
      let desk = try await trial.desk()
      let (ticket, partnership) = (try await desk.ticket(), desk.partnership())
      var handoff = desk.handoff(of: ticket.id, over: partnership.id)
      handoff.begin(epoch: 9)
      let kept = handoff
      try await desk.write {
        try $0.put(partnership)
        try $0.put(kept)
      }
      #expect(try await desk.read { try $0.handoff(kept.id) } == kept)
    },
    ContractCase("messages are read from behind a place on, and sent again from it, across epochs") { trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 2)
      let later = try lane.desk.delivery(on: lane.lane, over: lane.partnership.id, seq: 1, epoch: 5)
      try await lane.desk.write { try $0.enqueue(later) }
      let all = lane.messages + [later]
      let first = Place(epoch: 1, seq: 1)
      #expect(try await lane.desk.read { try $0.deliveries(.out, of: lane.lane, after: .start, limit: 9) } == all)
      #expect(
        try await lane.desk.read { try $0.deliveries(.out, of: lane.lane, after: first, limit: 9) }
          == [all[1], all[2]])
      #expect(try await lane.desk.read { try $0.deliveries(.out, of: lane.lane, after: .start, limit: 1) } == [all[0]])
      #expect(try await lane.desk.read { try $0.deliveries(.in, of: lane.lane, after: .start, limit: 9) } == [])
      let claim = try await lane.claimed()
      #expect(try await trial.queue.report(LaneReport(done: all.map(\.id)), for: claim, now: trial.later(1)))
      try await lane.desk.write { try $0.rewind(lane.lane, epoch: 1, from: 2) }
      let next = try await lane.claimed(at: trial.later(2))
      #expect(next.waiting.map(\.id) == [all[1].id, all[2].id])
    },
    ContractCase(
      "what a restored desk needs to hear is not cancelled with the rest, and handoffs know when they were touched"
    ) {
      trial in
      let lane = try await LaneTrial(try await trial.desk(), messages: 1)
      let handoff: HandoffID = trial.newID()
      let question = Delivery(
        id: trial.newID(), direction: .out, partnership: lane.partnership.id, lane: .handoff(handoff), ticket: nil,
        epoch: 1, seq: 1, event: trial.newID(), kind: .resync, state: .waiting, createdAt: trial.later(10),
        wireBytes: [])
      try await lane.desk.write {
        try $0.enqueue(question)
        try $0.cancelUnsent(of: question.lane, at: trial.now)
        try $0.cancelUnsent(of: lane.lane, at: trial.now)
      }
      #expect(try await lane.desk.read { try $0.delivery(question.id)?.state } == .waiting)
      #expect(try await lane.states() == [.cancelled])
      let touched = try await lane.desk.read {
        try $0.handoffs(over: lane.partnership.id, touchedSince: trial.later(10))
      }
      #expect(touched == [handoff])
    },
  ]
}
