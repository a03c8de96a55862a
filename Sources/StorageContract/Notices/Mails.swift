import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let mails = [
    ContractCase("a commit rings for the mail that it brought, which is ready and comes back") { trial in
      let (desk, agent, ticket) = try await trial.listener()
      let mail = desk.mail(to: agent.id, on: ticket.id)
      try await desk.write { try $0.enqueue(mail) }
      var rings = trial.mails.mailRings.makeAsyncIterator()
      #expect(await rings.next() != nil)
      #expect(try await trial.mails.readyMails(now: trial.now, limit: 9) == [desk.key(mail)])
      #expect(try await desk.read { try $0.mail(mail.id) } == mail)
    },
    ContractCase("a mail is claimed by one at a time, and free again when the lease ends or the hub starts anew") {
      trial in
      let (desk, agent, ticket) = try await trial.listener()
      let mail = desk.mail(to: agent.id, on: ticket.id)
      try await desk.write { try $0.enqueue(mail) }
      let queue = trial.mails
      let claims = try await withThrowingTaskGroup(of: MailClaim?.self) { group in
        for _ in 0..<16 {
          group.addTask { try await queue.claim(desk.key(mail), now: trial.now, until: trial.later(60)) }
        }
        return try await group.reduce(into: [MailClaim]()) { claims, claim in if let claim { claims.append(claim) } }
      }
      #expect(claims.count == 1)
      #expect(try await trial.mails.readyMails(now: trial.later(59), limit: 9) == [])
      #expect(try await trial.mails.nextMail(after: trial.now) == trial.later(60))
      #expect(try await trial.mails.readyMails(now: trial.later(60), limit: 9) == [desk.key(mail)])
      try await trial.reopen()
      let next = try await trial.mails.claim(desk.key(mail), now: trial.now, until: trial.later(60))
      #expect(next?.attempt == 2)
      // Whoever claimed first has lost it.
      #expect(try await trial.mails.report(.sent, for: claims[0], now: trial.now) == false)
      #expect(try await desk.read { try $0.mail(mail.id)?.state } == .waiting)
    },
    ContractCase("a mail that failed waits for its time; one that is over is never ready again") { trial in
      let (desk, agent, ticket) = try await trial.listener()
      for (report, state, reason) in [
        (MailReport.sent, OutgoingMail.State.sent, String?.none), (.cancelled, .cancelled, nil),
        (.parked(reason: "550 no such user"), .parked, "550 no such user"),
      ] {
        let mail = desk.mail(to: agent.id, on: ticket.id)
        try await desk.write { try $0.enqueue(mail) }
        let first = try await trial.claimed(desk.key(mail), trial.now)
        let failed = MailReport.failed(reason: "timed out", again: trial.later(10))
        #expect(try await trial.mails.report(failed, for: first, now: trial.now))
        #expect(try await trial.mails.readyMails(now: trial.later(9), limit: 9) == [])
        #expect(try await trial.mails.nextMail(after: trial.now) == trial.later(10))
        #expect(try await desk.read { try $0.mail(mail.id)?.reason } == "timed out")
        let second = try await trial.claimed(desk.key(mail), trial.later(10))
        #expect(second.attempt == 2)
        #expect(try await trial.mails.report(report, for: second, now: trial.later(11)))
        let over = try await desk.read { try $0.mail(mail.id) }
        #expect(over?.state == state && over?.reason == reason && over?.finishedAt == trial.later(11))
        #expect(try await trial.mails.readyMails(now: trial.later(9_999), limit: 9) == [])
      }
      for (days, count) in [(1.0, 1), (8.0, 0)] {
        let findings = try await trial.tenants.examine(now: trial.later(days * 86_400)).filter {
          $0.ailment == .parkedMail
        }
        #expect(findings.count == count, "after \(days) days")
      }
    },
    ContractCase("a reply goes into the mail about replies that nobody has begun to send") { trial in
      let (desk, agent, ticket) = try await trial.listener()
      #expect(try await desk.read { try $0.newestReplyMail(to: agent.id, on: ticket.id)?.mail } == nil)
      let (mail, other) = (
        desk.mail(.reply, to: agent.id, on: ticket.id), desk.mail(.offered, to: agent.id, on: ticket.id)
      )
      try await desk.write {
        try $0.enqueue(mail)
        try $0.enqueue(other)
      }
      let newest = try await desk.read { try $0.newestReplyMail(to: agent.id, on: ticket.id) }
      #expect(newest?.mail == mail && newest?.takesMore == true)
      _ = try await trial.claimed(desk.key(mail), trial.now)
      #expect(try await desk.read { try $0.newestReplyMail(to: agent.id, on: ticket.id)?.takesMore } == false)
    },
    ContractCase("a desk with many mails does not keep another waiting") { trial in
      let (desk, agent, ticket) = try await trial.listener()
      let many = (0..<9).map { _ in desk.mail(to: agent.id, on: ticket.id) }
      try await desk.write { for mail in many { try $0.enqueue(mail) } }
      let quiet = try await trial.desk("beta")
      let ben = try quiet.agent("ben@example.org")
      let mail = quiet.mail(to: ben.id, on: ticket.id)
      try await quiet.write {
        try $0.put(ben)
        try $0.enqueue(mail)
      }
      let ready = try await trial.mails.readyMails(now: trial.now, limit: 4)
      #expect(ready.count == 4 && ready.prefix(2).contains(quiet.key(mail)))
    },
  ]
}

extension Trial {
  /// Claims what must be free.
  fileprivate func claimed(_ key: MailKey, _ now: Date) async throws -> MailClaim {
    guard let claim = try await mails.claim(key, now: now, until: now.addingTimeInterval(60)) else { throw Refusal() }
    return claim
  }
}

extension TrialDesk {
  func mail(
    _ kind: NoticeKind = .offered, to agent: AgentID, on ticket: TicketID
  ) -> OutgoingMail {
    OutgoingMail(
      id: trial.newID(), agent: agent, kind: kind, ticket: ticket, createdAt: trial.now, nextAt: trial.now)
  }

  fileprivate func key(_ mail: OutgoingMail) -> MailKey { MailKey(tenant: tenant, mail: .notices(mail.id)) }
}
