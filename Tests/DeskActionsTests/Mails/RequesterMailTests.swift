import DeskActions
import Federation
import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Writing to a requester", .timeLimit(.minutes(10)))
struct RequesterMailTests {
  @Test(
    "a public comment is mailed from the desk's address; an internal one, a partner's and the requester's own are not")
  func comments() async throws {
    try await Desks.run(linked: false) { desks, _ in
      try await desks.receiveMail(at: desks.acme)
      let ticket = try await desks.asked(at: desks.acme)
      try await desks.say("canary", .internal, on: ticket.id, at: desks.acme)
      try await desks.say("for partners", .partner, on: ticket.id, at: desks.acme)
      try await desks.act(
        WriteComment(ticket.id, body: "I said", audience: .public, isRequesters: true), desks.acme.agent)
      #expect(try await desks.mails(on: ticket.id, at: desks.acme).isEmpty)
      let comment = try await desks.say("all well", .public, on: ticket.id, at: desks.acme)
      let mail = try #require(try await desks.mails(on: ticket.id, at: desks.acme).first)
      #expect(mail.kind == .comment && mail.comment == comment.id && mail.place == 1 && mail.state == .waiting)
      #expect(mail.sender.text == "support@acme.example" && mail.recipient.text == "rita@customer.example")
    }
  }

  @Test("a desk that has only the address that the hub gives writes from it; one of its own that is proved comes first")
  func given() async throws {
    try await Desks.run(linked: false, mailDomain: "Desks.example") { desks, _ in
      let ticket = try await desks.asked(at: desks.acme)
      try await desks.say("from the given one", .public, on: ticket.id, at: desks.acme)
      try await desks.receiveMail(at: desks.acme)
      try await desks.say("from its own", .public, on: ticket.id, at: desks.acme)
      let senders = try await desks.mails(on: ticket.id, at: desks.acme).map(\.sender.text)
      #expect(senders == ["acme@desks.example", "support@acme.example"])
      let loop = try await desks.asked("ACME@desks.example", at: desks.acme)
      try await desks.say("to ourselves", .public, on: loop.id, at: desks.acme)
      #expect(try await desks.mails(on: loop.id, at: desks.acme).isEmpty)
    }
  }

  @Test("a ticket without a requester's address, and a desk without an address of its own, write nothing")
  func nobody() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let early = try await desks.asked(at: desks.acme)
      try await desks.say("too early", .public, on: early.id, at: desks.acme)
      #expect(try await desks.mails(on: early.id, at: desks.acme).isEmpty)
      try await desks.receiveMail(at: desks.acme, isProven: false)
      try await desks.say("not proved", .public, on: early.id, at: desks.acme)
      #expect(try await desks.mails(on: early.id, at: desks.acme).isEmpty)
      try await desks.receiveMail(at: desks.smith)
      let ticket = try await desks.open(at: desks.smith)
      try await desks.say("to nobody", .public, on: ticket, at: desks.smith)
      #expect(try await desks.mails(on: ticket, at: desks.smith).isEmpty)
      let own = try await desks.asked("support@smith.example", at: desks.smith)
      try await desks.say("to ourselves", .public, on: own.id, at: desks.smith)
      #expect(try await desks.mails(on: own.id, at: desks.smith).isEmpty)
    }
  }

  @Test(
    "only the first desk of a chain writes; a partner's public words are mailed, those that wait once they are released"
  )
  func chain() async throws {
    try await Desks.run { desks, links in
      for desk in [desks.acme, desks.fieldworks] { try await desks.receiveMail(at: desk) }
      let ticket = try await desks.asked(at: desks.acme)
      let handoff = try await desks.offer(ticket.id, over: links.upper, by: desks.acme)
      try await desks.carry()
      try await desks.act(AcceptHandoff(handoff), desks.fieldworks.agent)
      try await desks.carry()
      let there = try await desks.handoff(handoff, at: desks.fieldworks).ticket
      var sharing = SharingChanges()
      sharing.audiences = [.partner, .public]
      try await desks.act(SetSharing(links.upper, sharing), desks.fieldworks.admin)
      try await desks.say("we come tomorrow", .public, on: there, at: desks.fieldworks)
      try await desks.carry()
      #expect(try await desks.mails(on: there, at: desks.fieldworks).isEmpty)
      #expect(try await desks.mails(on: ticket.id, at: desks.acme).count == 1)
      var settings = SettingsChanges()
      settings.holdsPublicWords = true
      try await desks.act(ChangePartnership(links.upper, settings: settings), desks.acme.admin)
      try await desks.say("or the day after", .public, on: there, at: desks.fieldworks)
      try await desks.carry()
      #expect(try await desks.mails(on: ticket.id, at: desks.acme).count == 1)
      let page = try await desks.hub.read(in: desks.acme.tenant) { try $0.comments(on: ticket.id, PageRequest()) }
      let comment = try #require(page.items.last { $0.awaitsRelease })
      try await desks.act(ReleaseComment(comment.id, on: ticket.id), desks.acme.agent)
      #expect(try await desks.mails(on: ticket.id, at: desks.acme).last?.comment == comment.id)
    }
  }

  @Test("the end of the work is told once, and not that a ticket was cancelled")
  func closing() async throws {
    try await Desks.run(linked: false) { desks, _ in
      try await desks.receiveMail(at: desks.acme)
      let ticket = try await desks.asked(at: desks.acme)
      for status in ["Resolved", "Closed"] { try await desks.set(status, on: ticket.id, at: desks.acme) }
      #expect(try await desks.mails(on: ticket.id, at: desks.acme).map(\.kind) == [.closing])
      let other = try await desks.asked(at: desks.acme)
      try await desks.set("Cancelled", on: other.id, at: desks.acme)
      #expect(try await desks.mails(on: other.id, at: desks.acme).isEmpty)
    }
  }

  @Test("A05 a stranger is told once a day, and a desk tells so many in an hour, to whomever it is")
  func acknowledgements() async throws {
    try await Desks.run(linked: false) { desks, _ in
      try await desks.receiveMail(at: desks.acme)
      var withheld: [RequesterMail.Withholding?] = []
      for _ in 0..<2 { withheld.append(try await desks.acknowledged("rita@customer.example", at: desks.acme)) }
      #expect(withheld == [nil, .onceADay])
      desks.clock.pass(seconds: 86_401)
      #expect(try await desks.acknowledged("rita@customer.example", at: desks.acme) == nil)
      desks.clock.pass(seconds: 3_601)
      let all = try await (0..<RequesterMail.acknowledgementsAnHour + 5).asyncMap {
        try await desks.acknowledged("victim\($0)@victims.example", at: desks.acme)
      }
      #expect(all.filter { $0 == nil }.count == RequesterMail.acknowledgementsAnHour)
      #expect(all.suffix(5).allSatisfy { $0 == .deskLimit })
      desks.clock.pass(seconds: 3_601)
      #expect(try await desks.acknowledged("late@victims.example", at: desks.acme) == nil)
    }
  }

  @Test("A06 no more than three automatic mails go to one address in an hour; what people write goes all the same")
  func muted() async throws {
    try await Desks.run(linked: false) { desks, _ in
      try await desks.receiveMail(at: desks.acme)
      var withheld: [RequesterMail.Withholding?] = []
      for _ in 0..<5 {
        let ticket = try await desks.asked(at: desks.acme)
        try await desks.set("Resolved", on: ticket.id, at: desks.acme)
        withheld += try await desks.mails(on: ticket.id, at: desks.acme).map(\.withheld)
      }
      #expect(withheld == [nil, nil, nil, .muted, .muted])
      let ticket = try await desks.asked(at: desks.acme)
      try await desks.say("by hand", .public, on: ticket.id, at: desks.acme)
      #expect(try await desks.mails(on: ticket.id, at: desks.acme).map(\.withheld) == [nil])
      desks.clock.pass(seconds: 3_601)
      try await desks.set("Resolved", on: ticket.id, at: desks.acme)
      #expect(try await desks.mails(on: ticket.id, at: desks.acme).last?.withheld == .some(nil))
    }
  }

  @Test("an address whose mail came back for good is written to no more, until an admin lifts that")
  func bounces() async throws {
    try await Desks.run(linked: false) { desks, _ in
      try await desks.receiveMail(at: desks.acme)
      let ticket = try await desks.asked(at: desks.acme)
      try await desks.say("one", .public, on: ticket.id, at: desks.acme)
      let first = try #require(try await desks.mails(on: ticket.id, at: desks.acme).first)
      try await desks.bounce(first, saying: "mailbox full", isHard: false, at: desks.acme)
      try await desks.say("two", .public, on: ticket.id, at: desks.acme)
      try await desks.bounce(first, saying: "550 no such user", isHard: true, at: desks.acme)
      try await desks.say("three", .public, on: ticket.id, at: desks.acme)
      let mails = try await desks.mails(on: ticket.id, at: desks.acme)
      #expect(mails.map(\.withheld) == [nil, nil, .suppressed])
      #expect(mails[0].bounce == "550 no such user" && mails[0].bouncedAt != nil)
      let listed = try await desks.hub.read(in: desks.acme.tenant) { try $0.suppressedAddresses(PageRequest()).items }
      let address = try #require(listed.first)
      #expect(address.address.text == "rita@customer.example" && address.mail == first.id)
      await #expect(throws: PermissionRefusal.self) {
        try await desks.act(LiftSuppression(address.id), desks.acme.agent)
      }
      try await desks.act(LiftSuppression(address.id), desks.acme.admin)
      try await desks.act(RetryRequesterMail(mails[2].id, on: ticket.id), desks.acme.agent)
      #expect(try await desks.mails(on: ticket.id, at: desks.acme).last?.state == .waiting)
      await #expect(throws: MailNotToRetry.self) {
        try await desks.act(RetryRequesterMail(mails[2].id, on: ticket.id), desks.acme.agent)
      }
      await #expect(throws: NotFound.self) {
        try await desks.act(RetryRequesterMail(mails[2].id, on: ticket.id), desks.smith.agent)
      }
    }
  }

  @Test("A01, A04 the tokens of a mail prove that mail, and nothing else")
  func tokens() async throws {
    try await Desks.run(linked: false) { desks, _ in
      try await desks.receiveMail(at: desks.acme)
      let ticket = try await desks.asked(at: desks.acme)
      for word in ["one", "two"] { try await desks.say(word, .public, on: ticket.id, at: desks.acme) }
      let mails = try await desks.mails(on: ticket.id, at: desks.acme)
      let texts = try await desks.hub.read(in: desks.acme.tenant) { tx in
        try mails.flatMap { [try tx.bounceToken(of: $0)?.text ?? "", try tx.messageToken(of: $0)?.text ?? ""] }
      }
      let proven = try await desks.hub.read(in: desks.acme.tenant) { tx in
        try texts.map { text in try MailToken(text).flatMap { try tx.requesterMail(provenBy: $0) }?.place }
      }
      #expect(proven == [1, 1, 2, 2])
      for (text, other) in zip(texts, texts.reversed()) {
        let forged =
          text.split(separator: ".").dropLast().joined(separator: ".") + "." + (other.split(separator: ".").last ?? "")
        let found = try await desks.hub.read(in: desks.acme.tenant) { tx in
          try MailToken(forged).flatMap { try tx.requesterMail(provenBy: $0) }
        }
        #expect(found == nil)
      }
    }
  }

  @Test("A37 an admin changes the words; a mail about a comment says the comment")
  func templates() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let (kind, language) = (RequesterMail.Kind.comment, Language.dutch)
      let words = ChangeMailTemplate(kind, in: language, subject: "{{x}}", body: "{comment} ${y}")
      await #expect(throws: PermissionRefusal.self) { try await desks.act(words, desks.acme.agent) }
      await #expect(throws: InvalidInput.self) {
        try await desks.act(ChangeMailTemplate(kind, in: language, subject: "x", body: "hello"), desks.acme.admin)
      }
      try await desks.act(words, desks.acme.admin)
      let kept = try await desks.hub.read(in: desks.acme.tenant) { try $0.mailTemplates() }
      #expect(kept.map(\.subject) == ["{{x}}"] && kept.map(\.body) == ["{comment} ${y}"])
      try await desks.act(RestoreMailTemplate(kind, in: language), desks.acme.admin)
      #expect(try await desks.hub.read(in: desks.acme.tenant) { try $0.mailTemplates() }.isEmpty)
    }
  }
}

extension Desks {
  /// Gives a desk an address that it writes from.
  func receiveMail(at desk: TestDesk, isProven: Bool = true) async throws {
    guard let address = EmailAddress("support@\(desk.name.lowercased()).example") else { throw NoSample() }
    let (now, seed) = (clock.now, seeds.next)
    try await hub.write(in: desk.tenant) { tx in
      var moment = Moment(now: now, seed: seed)
      var own = DeskAddress(id: moment.newID(), address: address, createdAt: now)
      if isProven { own.prove(at: now) }
      try tx.put(own)
    }
  }

  fileprivate func mails(on ticket: TicketID, at desk: TestDesk) async throws -> [RequesterMail] {
    try await hub.read(in: desk.tenant) { try $0.requesterMails(on: ticket, limit: 99) }
  }

  fileprivate func set(_ status: String, on ticket: TicketID, at desk: TestDesk) async throws {
    var input = TicketInput()
    input.status = status
    try await act(ChangeTicket(ticket, input), desk.agent)
  }

  /// Opens a ticket for somebody who wrote a mail, and tells them.
  fileprivate func acknowledged(_ address: String, at desk: TestDesk) async throws -> RequesterMail.Withholding? {
    let ticket = try await asked(address, at: desk)
    let moment = moment()
    try await hub.write(in: desk.tenant) { tx in
      var moment = moment
      try tx.acknowledge(ticket, &moment)
    }
    guard let mail = try await mails(on: ticket.id, at: desk).last else { throw NotFound() }
    return mail.withheld
  }

  fileprivate func bounce(
    _ mail: RequesterMail, saying words: String, isHard: Bool, at desk: TestDesk
  ) async throws {
    let moment = moment()
    try await hub.write(in: desk.tenant) { tx in
      var moment = moment
      try NoteBounce(mail.id, saying: words, isHard: isHard).perform(in: tx, &moment)
    }
  }
}

extension Sequence {
  fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async throws -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await transform(element)) }
    return values
  }
}
