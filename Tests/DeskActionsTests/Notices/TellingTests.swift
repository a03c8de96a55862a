import DeskActions
import Federation
import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Who is told of what", .timeLimit(.minutes(10)))
struct TellingTests {
  @Test("a new offer is news to those who work at the receiving desk, with what came along, and to nobody else")
  func offered() async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      try await desks.say("as discussed", .partner, on: ticket, at: desks.acme)
      _ = try await desks.offer(ticket, over: links.upper, by: desks.acme)
      try await desks.carry()
      #expect(try await desks.told(desks.fieldworks.admin) == [.offered])
      #expect(try await desks.told(desks.fieldworks.agent) == [.offered])
      #expect(try await desks.told(desks.fieldworks.light) == [])
      #expect(try await desks.told(desks.smith.agent) == [])
      // Her colleague's comment.
      #expect(try await desks.told(desks.acme.admin) == [.reply])
      #expect(try await desks.told(desks.acme.agent) == [])
    }
  }

  @Test("the partner's moves are news, one's own desk's are not")
  func moves() async throws {
    try await Desks.run { desks, links in
      let (_, handoff) = try await desks.handedOver(over: links)
      #expect(try await desks.told(desks.acme.agent) == [.accepted])
      try await desks.act(CompleteHandoff(handoff, .done), desks.fieldworks.agent)
      try await desks.carry()
      try await desks.act(ReworkHandoff(handoff, reason: "drips"), desks.acme.agent)
      try await desks.carry()
      try await desks.act(CompleteHandoff(handoff, .done), desks.fieldworks.agent)
      try await desks.carry()
      try await desks.act(ConfirmHandoff(handoff), desks.acme.agent)
      try await desks.carry()
      #expect(try await desks.told(desks.acme.agent) == [.accepted, .completed, .completed])
      #expect(try await desks.told(desks.acme.admin) == [.accepted, .completed, .completed])
      #expect(try await desks.told(desks.fieldworks.agent) == [.confirmed, .offered, .reworked])
    }
  }

  @Test("what was taken away above is news in the middle and below")
  func cascades() async throws {
    try await Desks.run { desks, links in
      let (_, upper, _) = try await desks.handedOn(over: links)
      try await desks.act(RecallHandoff(upper, reason: "wrong address"), desks.acme.agent)
      try await desks.carry()
      #expect(try await desks.told(desks.fieldworks.agent) == [.accepted, .offered, .recalled])
      #expect(try await desks.told(desks.smith.agent) == [.offered, .recalled])
    }
  }

  @Test("whoever is given a ticket hears of it, and then alone; taking it oneself is no news")
  func assigned() async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      try await desks.assign(ticket, to: desks.acme.light, by: desks.acme.agent)
      #expect(try await desks.told(desks.acme.light) == [.assigned])
      try await desks.say("have a look", .internal, on: ticket, at: desks.acme)
      #expect(try await desks.told(desks.acme.light) == [.assigned, .reply])
      #expect(try await desks.told(desks.acme.admin) == [])
      try await desks.assign(ticket, to: desks.acme.agent, by: desks.acme.agent)
      #expect(try await desks.told(desks.acme.agent) == [])
    }
  }

  @Test("whoever is named in a colleague's comment hears of that, and of nothing else that it tells")
  func mentioned() async throws {
    try await Desks.run { desks, links in
      let (ticket, _) = try await desks.handedOver(over: links)
      let before = try await desks.notices(of: desks.fieldworks.light).count
      try await desks.say(
        "Could you have a look, @\(desks.acme.light.name)?", on: ticket, at: desks.acme)
      #expect(try await desks.told(desks.acme.light) == [.mentioned])
      #expect(try await desks.told(desks.acme.admin).contains(.reply))
      try await desks.say("@\(desks.acme.admin.name) pays", .internal, on: ticket, at: desks.acme)
      #expect(try await desks.told(desks.acme.admin).contains(.mentioned))
      // Oneself, and people of another desk, whatever they are called.
      let own = desks.acme.agent.name
      try await desks.say(
        "@\(own) did it, @\(desks.fieldworks.light.name)", on: ticket, at: desks.acme)
      #expect(try await desks.told(desks.acme.agent).contains(.mentioned) == false)
      try await desks.carry()
      #expect(try await desks.notices(of: desks.fieldworks.light).count == before)
    }
  }

  @Test("what the requester said is no news to the agent who wrote it down")
  func typed() async throws {
    try await Desks.run { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      var input = TicketInput()
      input.requester = .to(TicketInput.Person(email: nil, name: "Rita", phone: nil))
      try await desks.act(ChangeTicket(ticket, input), desks.acme.agent)
      try await desks.act(
        WriteComment(ticket, body: "it rang", audience: .public, isRequesters: true), desks.acme.agent)
      #expect(try await desks.told(desks.acme.agent) == [])
      #expect(try await desks.told(desks.acme.admin) == [.reply])
    }
  }

  @Test("a late answer is told of at both desks, late work as well; each once")
  func overdue() async throws {
    try await Desks.run { desks, links in
      let ticket = try await desks.open(at: desks.acme)
      let now = desks.clock.now
      let handoff = try await desks.act(
        OfferHandoff(ticket, to: links.upper, respondBy: now + 60, resolveBy: now + 120), desks.acme.agent
      ).id
      try await desks.carry()
      desks.clock.pass(seconds: 60)
      try await desks.runTimers()
      try await desks.act(AcceptHandoff(handoff), desks.fieldworks.agent)
      try await desks.carry()
      #expect(try await desks.told(desks.fieldworks.agent) == [.offered, .overdue])
      #expect(try await desks.told(desks.acme.agent) == [.accepted, .overdue])
      desks.clock.pass(seconds: 60)
      try await desks.runTimers()
      try await desks.runTimers()
      #expect(try await desks.told(desks.fieldworks.agent) == [.offered, .overdue, .overdue])
      #expect(try await desks.told(desks.acme.agent) == [.accepted, .overdue, .overdue])
      #expect(try await desks.handoff(handoff, at: desks.acme).isLate)
    }
  }

  @Test("who chose neither page nor mail is told nothing, who was shut out neither")
  func choices() async throws {
    try await Desks.run { desks, links in
      let none = NoticeChoices(chosen: [.offered: NoticeChannels(page: false, mail: false)])
      try await desks.act(SetPersonalSettings(PersonalSettings(notices: none)), desks.fieldworks.admin)
      try await desks.act(ChangeAgent(desks.fieldworks.agent.agent, isActive: false), desks.fieldworks.admin)
      let ticket = try await desks.open(at: desks.acme)
      _ = try await desks.offer(ticket, over: links.upper, by: desks.acme)
      try await desks.carry()
      #expect(try await desks.told(desks.fieldworks.admin) == [])
      #expect(try await desks.told(desks.fieldworks.agent) == [])
      #expect(try await desks.hub.readyMails(now: desks.clock.now, limit: 9) == [])
    }
  }

  @Test("who chose mail alone is mailed, and sees nothing on the page")
  func mailAlone() async throws {
    try await Desks.run { desks, links in
      let mail = NoticeChoices(
        chosen: [.offered: NoticeChannels(page: false, mail: true)], hearsOfUnassigned: true)
      let none = NoticeChoices(hearsOfUnassigned: false)
      try await desks.act(SetPersonalSettings(PersonalSettings(notices: mail)), desks.fieldworks.admin)
      try await desks.act(SetPersonalSettings(PersonalSettings(notices: none)), desks.fieldworks.agent)
      let ticket = try await desks.open(at: desks.acme)
      _ = try await desks.offer(ticket, over: links.upper, by: desks.acme)
      try await desks.carry()
      #expect(try await desks.told(desks.fieldworks.admin) == [])
      let ready = try await desks.hub.readyMails(now: desks.clock.now, limit: 9)
      #expect(ready.map(\.tenant) == [desks.fieldworks.tenant])
      let key = try #require(ready.first)
      let notices = try await desks.notices(in: key)
      #expect(notices.map(\.agent) == [desks.fieldworks.admin.agent])
    }
  }

  @Test("replies that follow soon go into the mail that waits, or into one two minutes later")
  func folds() async throws {
    try await Desks.run { desks, _ in
      let ticket = try await desks.open(at: desks.acme)
      try await desks.assign(ticket, to: desks.acme.admin, by: desks.acme.agent)
      try await desks.say("one", on: ticket, at: desks.acme)
      try await desks.say("two", on: ticket, at: desks.acme)
      let first = try await desks.readyMails()
      #expect(first.count == 1)
      #expect(try await desks.notices(in: first[0]).count == 2)
      try await desks.sendMails()
      try await desks.say("three", on: ticket, at: desks.acme)
      try await desks.say("four", on: ticket, at: desks.acme)
      #expect(try await desks.readyMails() == [])
      desks.clock.pass(seconds: OutgoingMail.foldingSeconds)
      let second = try await desks.readyMails()
      #expect(second.count == 1)
      #expect(try await desks.notices(in: second[0]).count == 2)
    }
  }

  @Test("one's own notices are marked as read, by id, by ticket or all; others' are passed over")
  func read() async throws {
    try await Desks.run { desks, _ in
      let (one, two) = (try await desks.open(at: desks.acme), try await desks.open(at: desks.acme))
      for ticket in [one, one, two, two] { try await desks.say("hm", on: ticket, at: desks.acme) }
      let admin = desks.acme.admin
      let ids = try await desks.notices(of: admin).map(\.id)
      #expect(try await desks.act(MarkNoticesRead(.some(ids)), desks.acme.agent) == 0)
      #expect(try await desks.act(MarkNoticesRead(.some([ids[0]])), admin) == 3)
      #expect(try await desks.act(MarkNoticesRead(.ticket(one)), admin) == 1)
      #expect(try await desks.act(MarkNoticesRead(.all), admin) == 0)
      #expect(try await desks.notices(of: admin).allSatisfy { $0.readAt != nil })
    }
  }
}

extension Desks {
  func notices(of actor: Actor) async throws -> [Notice] {
    try await hub.read(in: actor.tenant) {
      try $0.notices(of: actor.agent, unreadOnly: false, PageRequest(limit: 200)).items
    }
  }

  /// In the alphabet's order: while the clock stands, nothing comes before anything.
  fileprivate func told(_ actor: Actor) async throws -> [NoticeKind] {
    try await notices(of: actor).map(\.kind).sorted { $0.rawValue < $1.rawValue }
  }

  fileprivate func assign(_ ticket: TicketID, to actor: Actor, by doer: Actor) async throws {
    var input = TicketInput()
    input.assignee = .to(actor.agent.description)
    try await act(ChangeTicket(ticket, input), doer)
  }

  fileprivate func notices(in key: MailKey) async throws -> [Notice] {
    guard case .notices(let mail) = key.mail else { return [] }
    return try await hub.read(in: key.tenant) { try $0.notices(in: mail) }
  }

  fileprivate func readyMails() async throws -> [MailKey] { try await hub.readyMails(now: clock.now, limit: 99) }

  fileprivate func sendMails() async throws {
    for key in try await readyMails() {
      guard let claim = try await hub.claim(key, now: clock.now, until: clock.now + 60) else { continue }
      #expect(try await hub.report(.sent, for: claim, now: clock.now))
    }
  }
}
