import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let noticeRecords = [
    ContractCase("a notice comes back, with every optional value and with none, newest first") { trial in
      let (desk, agent, ticket) = try await trial.listener()
      let bare = desk.notice(.reply, to: agent.id, on: ticket.id)
      let full = desk.notice(.offered, to: agent.id, on: ticket.id, at: trial.later(1), full: true)
      try await desk.write { for notice in [bare, full] { try $0.insert(notice) } }
      let page = try await desk.read { try $0.notices(of: agent.id, unreadOnly: false, PageRequest(limit: 1)) }
      #expect(page.items == [full])
      let next = PageRequest(limit: 1, after: page.next)
      #expect(try await desk.read { try $0.notices(of: agent.id, unreadOnly: false, next).items } == [bare])
      #expect(try await desk.read { try $0.notices(of: agent.id, unreadOnly: true, PageRequest()).items } == [bare])
      #expect(try await desk.read { try $0.unreadCount(of: agent.id) } == 1)
      #expect(try await desk.read { reader in try full.mail.map { try reader.notices(in: $0) } } == [full])
    },
    ContractCase("one event gives one person one notice on a ticket") { trial in
      let (desk, agent, ticket) = try await trial.listener()
      let notice = desk.notice(.reply, to: agent.id, on: ticket.id)
      let again = desk.notice(.completed, to: agent.id, on: ticket.id, event: notice.event)
      let isNew = try await desk.write { [try $0.insert(notice), try $0.insert(again)] }
      #expect(isNew == [true, false])
      #expect(try await desk.read { try $0.unreadCount(of: agent.id) } == 1)
    },
    ContractCase("a notice that is only mailed is neither listed nor counted") { trial in
      let (desk, agent, ticket) = try await trial.listener()
      let notice = desk.notice(.reply, to: agent.id, on: ticket.id, isShown: false)
      try await desk.write { try $0.insert(notice) }
      #expect(try await desk.read { try $0.unreadCount(of: agent.id) } == 0)
      #expect(try await desk.read { try $0.notices(of: agent.id, unreadOnly: false, PageRequest()).items } == [])
    },
    ContractCase("a read notice is forgotten after 30 days, an unread one after 90") { trial in
      let (desk, agent, ticket) = try await trial.listener()
      let day = 86_400.0
      let (read, unread) = (
        desk.notice(.reply, to: agent.id, on: ticket.id), desk.notice(.reply, to: agent.id, on: ticket.id)
      )
      try await desk.write {
        for notice in [read, unread] { try $0.insert(notice) }
        try $0.markRead(.some([read.id]), of: agent.id, at: trial.now)
      }
      for (days, left) in [(30.0, Set([read.id, unread.id])), (30.1, [unread.id]), (90.0, [unread.id]), (90.1, [])] {
        let newer = desk.notice(.reply, to: agent.id, on: ticket.id, at: trial.later(days * day))
        try await desk.write { try $0.insert(newer) }
        let kept = try await desk.read { try $0.notices(of: agent.id, unreadOnly: false, PageRequest()).items }
        #expect(Set(kept.map(\.id)).intersection([read.id, unread.id]) == left, "after \(days) days")
      }
    },
    ContractCase("what a person chose comes back, and the defaults where nothing was chosen") { trial in
      let (desk, agent, _) = try await trial.listener()
      #expect(try await desk.read { try $0.personalSettings(of: agent.id) } == PersonalSettings())
      #expect(try await desk.read { try $0.listener(agent.id)?.choices } == NoticeChoices())
      let chosen: [NoticeKind: NoticeChannels] = [
        .reply: NoticeChannels(page: false, mail: true), .ended: NoticeChannels(page: true, mail: false),
      ]
      let settings = PersonalSettings(
        language: .dutch, notices: NoticeChoices(chosen: chosen, hearsOfUnassigned: false))
      try await desk.write { try $0.put(settings, of: agent.id) }
      #expect(try await desk.read { try $0.personalSettings(of: agent.id) } == settings)
      #expect(try await desk.read { try $0.listener(agent.id)?.choices } == settings.notices)
      try await desk.write { try $0.put(PersonalSettings(), of: agent.id) }
      #expect(try await desk.read { try $0.personalSettings(of: agent.id) } == PersonalSettings())
    },
    ContractCase("listeners are the active ones who work tickets; a light agent is found by name only") { trial in
      let (desk, agent, _) = try await trial.listener()
      let team = trial.newID(Team.self)
      let boss = Agent(
        id: trial.newID(), email: try trial.email("boss@example.org"), name: "Bo", role: .admin, teams: [team],
        createdAt: trial.now)
      let light = Agent(
        id: trial.newID(), email: try trial.email("lea@example.org"), name: "Lea", role: .light, createdAt: trial.now)
      let gone = Agent(
        id: trial.newID(), email: try trial.email("gone@example.org"), name: "Gone", role: .agent, isActive: false,
        createdAt: trial.now)
      try await desk.write { for person in [boss, light, gone] { try $0.put(person) } }
      let listeners = try await desk.read { try $0.listeners() }
      #expect(Set(listeners.map(\.agent)) == [agent.id, boss.id])
      #expect(listeners.first { $0.agent == boss.id }?.teams == [team])
      #expect(try await desk.read { try $0.listener(light.id)?.role } == .light)
      #expect(try await desk.read { try $0.listener(gone.id) } == nil)
    },
  ]
}

extension Trial {
  /// A desk with one agent and one ticket.
  func listener(at slug: String = "acme") async throws -> (desk: TrialDesk, agent: Agent, ticket: Ticket) {
    let desk = try await desk(slug)
    let agent = try desk.agent("ann@example.org")
    try await desk.write { try $0.put(agent) }
    return (desk, agent, try await desk.ticket())
  }
}

extension TrialDesk {
  func notice(
    _ kind: NoticeKind, to agent: AgentID, on ticket: TicketID, event: EventID? = nil, at: Date? = nil,
    isShown: Bool = true, full: Bool = false
  ) -> Notice {
    Notice(
      id: trial.newID(), agent: agent, kind: kind, ticket: ticket, event: event ?? trial.newID(),
      handoff: full ? trial.newID() : nil, comment: full ? trial.newID() : nil, actor: author, at: at ?? trial.now,
      isShown: isShown, readAt: full ? trial.later(2) : nil, mail: full ? trial.newID() : nil)
  }
}
