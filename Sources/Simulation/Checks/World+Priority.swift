import DeskActions
import Federation
import Storage
import Ticketing

/// Priority flows down: from the delegator to the delegate, and on.
extension World {
  /// Somebody changes a ticket's priority: whoever has the work below is told in the same commit.
  func prioritise<Change: Action>(
    _ ticket: TicketID, _ priority: Priority, by change: Change, at desk: Int
  ) throws {
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    let before = try loop.run { try await store.desks.read(in: tenant) { try $0.ticket(ticket) } }.get()
    let site = desks[desk]
    guard try act(desk, change, "makes it \(priority.rawValue)") != nil, let before, before.priority != priority
    else { return }
    chronicle.check(.book)
    for earlier in site.handoffs.compactMap({ site.seen[$0] }) where earlier.ticket == ticket {
      try checkPassed(priority, from: earlier, at: desk, "\(name(desk)) made it \(priority.rawValue)")
    }
  }

  /// The delegator's priority is the delegate's, and goes on to the desk below; over a handoff that is over it is nothing.
  func check(_ note: PriorityNote, _ before: Glimpse, _ after: Glimpse, at desk: Int, _ what: String) throws {
    let counts = before.handoff.side == .delegate && before.handoff.state.isOpen
    guard after.priority == (counts ? note.priority : before.priority) else {
      throw Breach(.book, "\(what), and has its ticket at \(after.priority.rawValue)")
    }
    guard after.priority != before.priority else { return }
    for earlier in before.others { try checkPassed(note.priority, from: earlier, at: desk, what) }
  }

  private func checkPassed(_ priority: Priority, from earlier: Handoff, at desk: Int, _ what: String) throws {
    guard earlier.side == .delegator, earlier.state.isOpen, desks[desk].phases[earlier.partnership] == .joined,
      let handoff = desks[desk].seen[earlier.id], handoff.lane.epoch == earlier.lane.epoch,
      earlier.lane.recovery == nil, handoff.lane.recovery == nil
    else { return }
    let told = (earlier.lane.sent..<max(earlier.lane.sent, handoff.lane.sent)).contains { number in
      let place = Place(desk: desk, lane: .handoff(handoff.id), epoch: handoff.lane.epoch, seq: number + 1)
      guard case .priority(let note) = sent[place]?.message else { return false }
      return note.priority == priority
    }
    guard told else { throw Breach(.book, "\(what), and does not tell the desk below") }
  }
}
