import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let requesterMails = [
    ContractCase("a mail to a requester rings, is ready among the others, and comes back by its id and its place") {
      trial in
      let asked = try await trial.asked()
      let (first, second) = (try asked.mail(1), try asked.mail(2, .closing))
      try await asked.desk.write {
        try $0.enqueue(first)
        try $0.enqueue(second)
      }
      var rings = trial.mails.mailRings.makeAsyncIterator()
      #expect(await rings.next() != nil)
      let ready = try await trial.mails.readyMails(now: trial.now, limit: 9)
      #expect(Set(ready) == [asked.key(first), asked.key(second)])
      let (read, at, all, last) = try await asked.desk.read {
        (
          try $0.requesterMail(second.id), try $0.requesterMail(2, on: asked.ticket),
          try $0.requesterMails(on: asked.ticket, limit: 9), try $0.requesterMails(on: asked.ticket, limit: 1)
        )
      }
      #expect(read == second && at == second && all == [first, second] && last == [second])
      let twice = try asked.mail(2)
      await #expect(throws: StorageError.self) { try await asked.desk.write { try $0.enqueue(twice) } }
    },
    ContractCase("a mail to a requester is claimed, postponed, sent, parked, withheld and tried again as any mail") {
      trial in
      let asked = try await trial.asked()
      for (place, report) in [
        MailReport.sent, .parked(reason: "550 no such user"), .withheld(.suppressed), .cancelled,
      ].enumerated() {
        let mail = try asked.mail(place + 1)
        try await asked.desk.write { try $0.enqueue(mail) }
        let queue = trial.mails
        guard let first = try await queue.claim(asked.key(mail), now: trial.now, until: trial.later(60)) else {
          throw Refusal()
        }
        #expect(try await queue.claim(asked.key(mail), now: trial.now, until: trial.later(60)) == nil)
        #expect(try await queue.nextMail(after: trial.now) == trial.later(60))
        #expect(
          try await queue.report(.failed(reason: "busy", again: trial.later(10)), for: first, now: trial.now))
        #expect(try await queue.nextMail(after: trial.now) == trial.later(10))
        guard let second = try await queue.claim(asked.key(mail), now: trial.later(10), until: trial.later(70)) else {
          throw Refusal()
        }
        #expect(second.attempt == 2)
        #expect(try await queue.report(.sent, for: first, now: trial.later(11)) == false)
        #expect(try await queue.report(report, for: second, now: trial.later(11)))
        var expected = mail
        expected.beTried()
        expected.beTried()
        expected.postpone(to: trial.later(10), saying: "busy")
        switch report {
        case .sent: expected.settle(.sent, at: trial.later(11))
        case .parked(let reason): expected.settle(.parked, saying: reason, at: trial.later(11))
        case .cancelled, .failed: expected.settle(.cancelled, at: trial.later(11))
        case .withheld(let why):
          expected.settle(.cancelled, at: trial.later(11))
          expected.withhold(why, at: trial.later(11))
        }
        let over = try await asked.desk.read { try $0.requesterMail(mail.id) }
        #expect(over == expected)
        #expect(try await queue.readyMails(now: trial.later(9_999), limit: 9) == [])
        expected.retry(at: trial.later(20))
        let again = expected
        try await asked.desk.write { try $0.change(again) }
        #expect(try await queue.readyMails(now: trial.later(20), limit: 9) == [asked.key(mail)])
        let once = try await queue.claim(asked.key(mail), now: trial.later(20), until: trial.later(80))
        #expect(once?.attempt == 1)
        expected.comeBack(saying: "unknown user", at: trial.later(21))
        let back = expected
        try await asked.desk.write { try $0.change(back) }
        #expect(try await asked.desk.read { try $0.requesterMail(mail.id) } == back)
        if let once { #expect(try await queue.report(.sent, for: once, now: trial.later(21)) == false) }
        expected.settle(.sent, at: trial.later(22))
        let sent = expected
        try await asked.desk.write { try $0.change(sent) }
      }
    },
    ContractCase("automatic mails are counted by who writes to whom and since when, those that were withheld are not") {
      trial in
      let asked = try await trial.asked()
      let sender = try trial.email("Support@acme.example")
      let recipient = try trial.email("Rita@Customer.example")
      let other = try trial.email("ria@customer.example")
      var withheld = try asked.mail(5, .acknowledgement)
      withheld.withhold(.muted, at: trial.now)
      let mails = [
        try asked.mail(1, .acknowledgement), try asked.mail(2, .closing), try asked.mail(3), withheld,
        try asked.mail(4, .acknowledgement, to: "ria@customer.example"),
      ]
      try await asked.desk.write { for mail in mails { try $0.enqueue(mail) } }
      let now = trial.now
      let counts = try await asked.desk.read { desk in
        [
          try desk.automaticMails(from: sender, to: recipient, since: now),
          try desk.automaticMails(from: other, to: recipient, since: now),
          try desk.automaticMails(from: sender, to: recipient, since: now.addingTimeInterval(0.001)),
          try desk.acknowledgements(to: recipient, since: now), try desk.acknowledgements(to: other, since: now),
          try desk.acknowledgements(to: nil, since: now),
          try desk.acknowledgements(to: nil, since: now.addingTimeInterval(1)),
        ]
      }
      #expect(counts == [2, 0, 0, 1, 1, 2, 0])
      var sent = mails[2]
      sent.settle(.sent, at: now)
      #expect(try await asked.desk.read { try $0.hasWritten(to: recipient) } == false)
      try await asked.desk.write { [sent] in try $0.change(sent) }
      #expect(try await asked.desk.read { try $0.hasWritten(to: recipient) })
      #expect(try await asked.desk.read { try $0.hasWritten(to: other) } == false)
    },
    ContractCase("acknowledgements that were sent, and mails that were withheld, are counted over all desks") { trial in
      let (asked, other) = (try await trial.asked(), try await trial.asked(at: "smith"))
      let queue = trial.mails
      func count(since: Date) async throws -> Int { try await queue.acknowledgementsSent(since: since) }
      for (desk, place) in [(asked, 1), (asked, 2), (other, 1)] {
        var mail = try desk.mail(place, .acknowledgement)
        if place == 2 { mail.withhold(.deskLimit, at: trial.now) }
        try await desk.desk.write { [mail] in try $0.enqueue(mail) }
        guard place == 1 else { continue }
        let claim = try #require(try await queue.claim(desk.key(mail), now: trial.now, until: trial.later(9)))
        _ = try await queue.report(.sent, for: claim, now: trial.later(3))
      }
      let written = try other.mail(2, .comment)
      try await other.desk.write { try $0.enqueue(written) }
      let claim = try #require(try await queue.claim(other.key(written), now: trial.now, until: trial.later(9)))
      _ = try await queue.report(.withheld(.hubLimit), for: claim, now: trial.now)
      #expect(try await count(since: trial.now) == 2)
      #expect(try await count(since: trial.later(3)) == 2)
      #expect(try await count(since: trial.later(4)) == 0)
      let now = trial.now
      #expect(try await queue.withheldMails(since: now) == [.deskLimit: 1, .hubLimit: 1])
      #expect(try await queue.withheldMails(since: trial.later(1)) == [:])
      #expect(try await asked.desk.read { try $0.withheldMails(since: now) } == [.deskLimit: 1])
      #expect(try await other.desk.read { try $0.withheldMails(since: now) } == [.hubLimit: 1])
    },
    ContractCase("an address is suppressed once, without regard to case, and lifted") { trial in
      let asked = try await trial.asked()
      let first = SuppressedAddress(
        id: trial.newID(), address: try trial.email("Rita@Customer.example"), since: trial.now, reason: "550 gone",
        mail: nil)
      let again = SuppressedAddress(
        id: trial.newID(), address: try trial.email("rita@customer.example"), since: trial.later(9), reason: "551",
        mail: nil)
      let other = SuppressedAddress(
        id: trial.newID(), address: try trial.email("abe@customer.example"), since: trial.later(1), reason: "550",
        mail: trial.newID())
      try await asked.desk.write {
        try $0.suppress(first)
        try $0.suppress(again)
        try $0.suppress(other)
      }
      let (found, none, named, all) = try await asked.desk.read {
        (
          try $0.suppression(of: again.address), try $0.suppression(of: asked.sender),
          try $0.suppressedAddress(other.id), try $0.suppressedAddresses(PageRequest(limit: 9))
        )
      }
      #expect(found == first && none == nil && named == other)
      #expect(all.items == [first, other] && all.next == nil)
      let page = try await asked.desk.read { try $0.suppressedAddresses(PageRequest(limit: 1)) }
      #expect(page.items == [first])
      let rest = try await asked.desk.read { try $0.suppressedAddresses(PageRequest(limit: 1, after: page.next)) }
      #expect(rest.items == [other] && rest.next == nil)
      try await asked.desk.write { try $0.lift(first.id) }
      #expect(try await asked.desk.read { try $0.suppression(of: first.address) } == nil)
    },
    ContractCase("a desk's own words for a mail are kept by kind and language, and given up again") { trial in
      let desk = try await trial.desk()
      let words = MailTemplate(
        kind: .closing, language: .dutch, subject: "Klaar", body: "Het is klaar.", changedAt: trial.now)
      let others = MailTemplate(
        kind: .closing, language: .dutch, subject: "Af", body: "{number}", changedAt: trial.later(1))
      let english = MailTemplate(
        kind: .closing, language: .english, subject: "Done", body: "{{desk}}", changedAt: trial.now)
      try await desk.write {
        try $0.put(words)
        try $0.put(others)
        try $0.put(english)
      }
      #expect(try await desk.read { try $0.mailTemplates() } == [english, others])
      try await desk.write { try $0.removeTemplate(.closing, in: .english) }
      #expect(try await desk.read { try $0.mailTemplates() } == [others])
    },
  ]
}

/// A ticket that somebody asked for.
private struct AskedTicket: Sendable {
  let desk: TrialDesk
  let ticket: TicketID
  let requester: RequesterID
  let sender: EmailAddress

  func mail(
    _ place: Int, _ kind: RequesterMail.Kind = .comment, to recipient: String = "rita@customer.example"
  ) throws -> RequesterMail {
    RequesterMail(
      id: desk.trial.newID(), kind: kind, ticket: ticket, place: place, requester: requester, sender: sender,
      recipient: try desk.trial.email(recipient), createdAt: desk.trial.now)
  }

  func key(_ mail: RequesterMail) -> MailKey { MailKey(tenant: desk.tenant, mail: .requester(mail.id)) }
}

extension Trial {
  fileprivate func asked(at slug: String = "acme") async throws -> AskedTicket {
    let (desk, _, ticket) = try await listener(at: slug)
    let requester = Requester(
      id: newID(), email: try email("rita@customer.example"), name: "Rita", createdAt: now)
    try await desk.write { try $0.put(requester) }
    return AskedTicket(
      desk: desk, ticket: ticket.id, requester: requester.id, sender: try email("support@acme.example"))
  }
}
