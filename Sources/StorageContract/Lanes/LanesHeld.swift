import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let lanesHeld = [
    ContractCase("a suspended partnership's handoff lanes are not claimed; its own lane is") { trial in
      let desk = try await trial.desk()
      let lane = try await LaneTrial(desk)
      try await desk.write { try $0.setHeld(true, handoffsOf: lane.partnership.id) }
      #expect(try await trial.queue.readyLanes(now: trial.later(99), limit: 9) == [])
      #expect(try await trial.queue.nextReady(after: trial.later(-99)) == nil)
      #expect(try await lane.claim() == nil)

      // A lane that begins while the partnership is held is held as well.
      let later = LaneID.handoff(trial.newID())
      let own = LaneID.partnership(lane.partnership.id)
      let messages = try [later, own].map { try desk.delivery(on: $0, over: lane.partnership.id, seq: 1) }
      try await desk.write { for message in messages { try $0.enqueue(message) } }
      let ownKey = LaneKey(tenant: desk.tenant, lane: own)
      #expect(try await trial.queue.readyLanes(now: trial.now, limit: 9) == [ownKey])

      try await desk.write { try $0.setHeld(false, handoffsOf: lane.partnership.id) }
      let ready = try await trial.queue.readyLanes(now: trial.now, limit: 9)
      #expect(Set(ready) == [lane.key, ownKey, LaneKey(tenant: desk.tenant, lane: later)])
      #expect(try await lane.claim() != nil)
    },
    ContractCase("what a handoff has not sent is cancelled with it, and its lane rests") { trial in
      let desk = try await trial.desk()
      let (lane, other) = (try await LaneTrial(desk, messages: 2), try await LaneTrial(desk))
      let claim = try await lane.claimed()
      #expect(try await trial.queue.report(LaneReport(done: [lane.messages[0].id]), for: claim, now: trial.now))
      try await desk.write { try $0.cancelUnsent(of: lane.lane, at: trial.later(1)) }
      #expect(try await lane.states() == [.done, .cancelled])
      #expect(try await desk.read { try $0.delivery(lane.messages[1].id)?.finishedAt } == trial.later(1))
      #expect(try await trial.queue.readyLanes(now: trial.later(99), limit: 9) == [other.key])
    },
    ContractCase("a message cancelled on its way that arrived all the same is done") { trial in
      let lane = try await LaneTrial(try await trial.desk())
      let claim = try await lane.claimed()
      try await lane.desk.write { try $0.cancelUnsent(of: lane.lane, at: trial.now) }
      #expect(try await trial.queue.report(LaneReport(done: [lane.messages[0].id]), for: claim, now: trial.now))
      #expect(try await lane.states() == [.done])
    },
    ContractCase("a desk with many ready lanes does not keep another waiting") { trial in
      let (busy, quiet) = (try await trial.desk("acme"), try await trial.desk("beta"))
      for _ in 0..<30 { _ = try await LaneTrial(busy) }
      let last = try await LaneTrial(quiet)
      let ready = try await trial.queue.readyLanes(now: trial.now, limit: 4)
      #expect(ready.count == 4)
      #expect(ready.prefix(2).contains(last.key))
      #expect(Set(ready).count == 4)
    },
    ContractCase("the other kind of lane with the same id is another lane") { trial in
      let desk = try await trial.desk()
      let lane = try await LaneTrial(desk, of: .partnership)
      let twin = LaneID.handoff(HandoffID(lane.partnership.id.uuid))
      let message = try desk.delivery(on: twin, over: lane.partnership.id, seq: 1)
      try await desk.write { try $0.enqueue(message) }
      #expect(try await lane.claimed().waiting == lane.messages)
    },
    ContractCase("a place in a lane is taken once in each direction") { trial in
      let lane = try await LaneTrial(try await trial.desk())
      let double = try lane.desk.delivery(on: lane.lane, over: lane.partnership.id, seq: 1)
      await expectConstraint { try await lane.desk.write { try $0.enqueue(double) } }
      let arrived = Delivery(
        id: trial.newID(), direction: .in, partnership: lane.partnership.id, lane: lane.lane, ticket: nil, epoch: 1,
        seq: 1, event: trial.newID(), kind: .accept, state: .done, createdAt: trial.now, wireBytes: [])
      try await lane.desk.write { try $0.insert(arrived) }
      #expect(try await lane.claimed().waiting == lane.messages)
    },
  ]

  static let timers = [
    ContractCase("what is due at a desk because of its time is found when it is, and not before") { trial in
      let desk = try await trial.desk()
      let (ticket, partnership) = (try await desk.ticket(), desk.partnership())
      let offered = desk.handoff(of: ticket.id, over: partnership.id, respondBy: trial.later(10))
      let completed = desk.handoff(
        of: ticket.id, over: partnership.id, state: .completed, confirmAt: trial.later(20))
      let accepted = desk.handoff(of: ticket.id, over: partnership.id, state: .accepted, respondBy: trial.later(5))
      try await desk.write {
        try $0.put(partnership)
        for handoff in [offered, completed, accepted] { try $0.put(handoff) }
      }
      let respond = DueTimer(tenant: desk.tenant, handoff: offered.id, kind: .respond)
      let confirm = DueTimer(tenant: desk.tenant, handoff: completed.id, kind: .confirm)
      #expect(try await trial.tenants.dueTimers(now: trial.later(9), limit: 9) == [])
      #expect(try await trial.tenants.nextTimer(after: trial.now) == trial.later(10))
      #expect(try await trial.tenants.dueTimers(now: trial.later(10), limit: 9) == [respond])
      #expect(try await trial.tenants.nextTimer(after: trial.later(10)) == trial.later(20))
      #expect(Set(try await trial.tenants.dueTimers(now: trial.later(20), limit: 9)) == [respond, confirm])
      #expect(try await trial.tenants.dueTimers(now: trial.later(20), limit: 1).count == 1)
      #expect(try await trial.tenants.nextTimer(after: trial.later(20)) == nil)
    },
    ContractCase("a hub that was used as it should be has nothing for the doctor to find") { trial in
      let desk = try await trial.desk()
      try await desk.appointAdmin()
      let ticket = try await desk.ticket()
      let event = desk.event(.opened)
      try await desk.write { try $0.append(event, to: ticket.id) }
      #expect(try await trial.tenants.examine(now: trial.later(3_600)) == [])
      let silent = try await desk.ticket()
      let findings = try await trial.tenants.examine(now: trial.later(3_600))
      #expect(findings.map(\.ailment) == [.silentTicket])
      #expect(findings.first?.cases.map(\.name) == [silent.id.description])
    },
    ContractCase("the doctor finds a tie to a ticket that is not there, and a message that does not come") { trial in
      let desk = try await trial.desk()
      try await desk.appointAdmin()
      let partnership = desk.partnership()
      let invitation = Invitation(
        partnership: partnership.id, secretHash: [1], message: nil, expiresAt: trial.later(7_200))
      let astray = desk.opened("Astray", number: 1, ties: Ties(parent: trial.newID()))
      let event = desk.event(.opened)
      let missing = Delivery(
        id: trial.newID(), direction: .in, partnership: partnership.id, lane: .partnership(partnership.id), ticket: nil,
        epoch: 1, seq: 1, event: trial.newID(), kind: .tombstone, state: .missing, createdAt: trial.now, wireBytes: [])
      try await desk.write {
        try $0.insert(astray.numbered(try $0.nextTicketNumber()))
        try $0.append(event, to: astray.id)
        try $0.put(partnership)
        try $0.put(invitation)
        try $0.insert(missing)
      }
      #expect(try await trial.tenants.examine(now: trial.now).map(\.ailment) == [.orphanTie])
      #expect(try await trial.tenants.examine(now: trial.later(3_600)).map(\.ailment) == [.orphanTie, .missing])
    },
  ]
}
