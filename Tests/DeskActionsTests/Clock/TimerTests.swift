import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("What falls due", .timeLimit(.minutes(10)))
struct TimerTests {
  @Test("a completion confirms itself after seven days, not before, and what was done below it as well")
  func confirmsItself() async throws {
    try await Desks.run { desks, links in
      // The middle desk itself would wait much longer.
      var settings = SettingsChanges()
      settings.confirmAfterDays = 90
      try await desks.act(ChangePartnership(links.lower, settings: settings), desks.fieldworks.admin)
      let (ticket, upper, lower) = try await desks.handedOn(over: links)
      try await desks.act(CompleteHandoff(lower, .done), desks.smith.agent)
      try await desks.carry()
      try await desks.act(CompleteHandoff(upper, .done), desks.fieldworks.agent)
      try await desks.carry()
      desks.clock.pass(seconds: 7 * 86_400 - 1)
      try await desks.runTimers()
      #expect(try await desks.state(upper, at: desks.acme) == .completed)
      desks.clock.pass(seconds: 1)
      try await desks.runTimers()
      try await desks.carry()
      for (handoff, desk) in [
        (upper, desks.acme), (upper, desks.fieldworks), (lower, desks.fieldworks), (lower, desks.smith),
      ] {
        #expect(try await desks.state(handoff, at: desk) == .confirmed, "at \(desk.name)")
      }
      #expect(try await desks.category(of: ticket, at: desks.acme) == .resolved)
      let last = try await desks.handoff(lower, at: desks.smith).ticket
      #expect(try await desks.category(of: last, at: desks.smith) == .closed)
    }
  }

  @Test("a partnership sets how many days a completion waits")
  func daysOfThePartnership() async throws {
    try await Desks.run { desks, links in
      var settings = SettingsChanges()
      settings.confirmAfterDays = 1
      try await desks.act(ChangePartnership(links.upper, settings: settings), desks.acme.admin)
      let (_, handoff) = try await desks.handedOver(over: links)
      try await desks.act(CompleteHandoff(handoff, .done), desks.fieldworks.agent)
      try await desks.carry()
      desks.clock.pass(seconds: 86_400)
      try await desks.runTimers()
      #expect(try await desks.state(handoff, at: desks.acme) == .confirmed)
    }
  }

  @Test("an offer that nobody answered in time is flagged once at both desks, and stays open")
  func flagsBoth() async throws {
    try await Desks.run { desks, links in
      let (ticket, handoff) = try await desks.offeredUntilNoon(over: links)
      try await desks.runTimers()
      try await desks.runTimers()
      let theirs = try await desks.handoff(handoff, at: desks.fieldworks).ticket
      for (desk, ticket) in [(desks.acme, ticket), (desks.fieldworks, theirs)] {
        #expect(try await desks.handoff(handoff, at: desk).isOverdue)
        #expect(try await desks.state(handoff, at: desk) == .offered)
        #expect(try await desks.timeline(ticket, at: desk).filter { $0 == .overdue }.count == 1)
      }
      try await desks.act(AcceptHandoff(handoff), desks.fieldworks.agent)
      try await desks.carry()
      #expect(try await desks.state(handoff, at: desks.acme) == .accepted)
    }
  }

  @Test("an offer that nobody answered in time is withdrawn where the partnership says so")
  func withdraws() async throws {
    try await Desks.run { desks, links in
      var settings = SettingsChanges()
      settings.withdrawsUnanswered = true
      try await desks.act(ChangePartnership(links.upper, settings: settings), desks.acme.admin)
      let (_, handoff) = try await desks.offeredUntilNoon(over: links)
      try await desks.runTimers()
      try await desks.carry()
      #expect(try await desks.state(handoff, at: desks.acme) == .withdrawn)
      #expect(try await desks.state(handoff, at: desks.fieldworks) == .withdrawn)
    }
  }

  @Test("an offer that was answered in time is left alone")
  func answered() async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      let due = desks.clock.now.addingTimeInterval(60)
      let handoff = try await desks.act(OfferHandoff(ticket, to: links.upper, respondBy: due), desks.acme.agent).id
      try await desks.carry()
      try await desks.act(AcceptHandoff(handoff), desks.fieldworks.agent)
      try await desks.carry()
      desks.clock.pass(seconds: 61)
      try await desks.runTimers()
      #expect(try await !desks.handoff(handoff, at: desks.acme).isOverdue)
    }
  }
}

extension Desks {
  /// An offer with an answer due in a minute, which has just passed.
  fileprivate func offeredUntilNoon(over links: Links) async throws -> (ticket: TicketID, handoff: HandoffID) {
    let ticket = try await open(at: acme)
    let due = clock.now.addingTimeInterval(60)
    let handoff = try await act(OfferHandoff(ticket, to: links.upper, respondBy: due), acme.agent).id
    try await carry()
    clock.pass(seconds: 60)
    return (ticket, handoff)
  }
}
