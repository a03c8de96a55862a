import DeskActions
import Federation
import Foundation
import MailReading
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Filing a mail", .timeLimit(.minutes(10)))
struct FilingTests {
  @Test("opens a ticket whose requester is who wrote it, once for each address")
  func opens() async throws {
    try await Desks.run(linked: false, mailDomain: "desks.example") { desks, _ in
      let first = try await desks.file("From: Ann <ann@customer.example>\nSubject: Re: Dark\n\nStill.\n")
      let second = try await desks.file("From: ANN@customer.example\nSubject: Loud\n\nHums.\n")
      #expect(first.state == .filed && first.kind == .reply && first.reason == nil)
      let tickets = try await desks.tickets([first, second])
      #expect(tickets.map(\.subject) == ["Dark", "Loud"])
      #expect(tickets.map(\.origin) == [.mail, .mail])
      #expect(tickets[0].requester != nil && tickets[0].requester == tickets[1].requester)
    }
  }

  @Test("an address gives its team and type")
  func address() async throws {
    try await Desks.run(linked: false, mailDomain: "desks.example") { desks, _ in
      let team = try await desks.act(AddTeam(name: "Cooling"), desks.acme.admin)
      let email = try #require(EmailAddress("Help@acme.example"))
      try await desks.act(
        AddAddress(email, AddressInput(team: .to("cooling"), type: .to(.request))), desks.acme.admin)
      let filed = try await desks.file("From: ann@customer.example\n\nx\n", to: "help+x@ACME.example")
      let ticket = try #require(try await desks.tickets([filed]).first)
      #expect(ticket.team == team.id && ticket.type == .request && ticket.subject == "(no subject)")
    }
  }

  @Test("a requester's answer with the token is public, and one by anybody else for the desk's own eyes")
  func answers() async throws {
    try await Desks.run(linked: false, mailDomain: "desks.example") { desks, _ in
      let opened = try await desks.file("From: ann@customer.example\nSubject: Dark\n\nx\n")
      let ticket = try #require(try await desks.tickets([opened]).first)
      let address = try await desks.replyAddress(to: ticket)
      let anns = try await desks.file("From: ann@customer.example\nSubject: y\n\nMore.\n", to: address)
      let stranger = try await desks.file("From: mallory@evil.example\nSubject: y\n\nBelieve me.\n", to: address)
      #expect(anns.ticket == ticket.id && anns.reason == nil)
      #expect(stranger.ticket == ticket.id && stranger.reason == .unverified)
      let comments = try await desks.comments(on: ticket.id)
      #expect(comments.map(\.audience) == [.public, .internal])
      #expect(comments.map(\.author.role) == ["requester", Author.unproven])
    }
  }

  @Test("A03 what only looks like a token appends nothing, and is said to be forged")
  func forged() async throws {
    try await Desks.run(linked: false, mailDomain: "desks.example") { desks, _ in
      let opened = try await desks.file("From: ann@customer.example\nSubject: Dark\n\nx\n")
      let token = "acme+r1.1.\(String(repeating: "a", count: 26))@desks.example"
      let found = try await desks.file("From: \(desks.acme.agent.name)\nSubject: Dark\n\nx\n", to: token)
      #expect(found.reason == .forged && found.ticket != opened.ticket)
      #expect(try await desks.comments(on: try #require(opened.ticket)) == [])
    }
  }

  @Test("a program's word is kept without moving anything, where it belongs; else it is set aside")
  func programs() async throws {
    try await Desks.run(linked: false, mailDomain: "desks.example") { desks, _ in
      let opened = try await desks.file("From: ann@customer.example\nSubject: Dark\n\nx\n")
      let ticket = try #require(try await desks.tickets([opened]).first)
      let away = "From: ann@customer.example\nAuto-Submitted: auto-replied\nSubject: Away\n\nAway.\n"
      #expect(try await desks.file(away).state == .setAside)
      let noted = try await desks.file(away, to: try await desks.replyAddress(to: ticket))
      #expect(noted.state == .filed && noted.ticket == ticket.id)
      #expect(try await desks.comments(on: ticket.id).map(\.audience) == [.internal])
      #expect(try await desks.tickets([opened]).map(\.status) == [ticket.status])
    }
  }

  @Test("what a person wants on a ticket comes on one, whatever it is")
  func wanted() async throws {
    try await Desks.run(linked: false, mailDomain: "desks.example") { desks, _ in
      let spam = "From: ann@customer.example\nX-Spam-Flag: YES\nSubject: Pills\n\nx\n"
      let aside = try await desks.file(spam)
      #expect(aside.state == .setAside && aside.kind == .spam && aside.ticket == nil)
      let wanted = try await desks.act(RetryMail(aside.id), desks.acme.agent)
      #expect(wanted.state == .waiting && wanted.isWanted)
      let filed = try await desks.file(spam, as: aside.id)
      #expect(filed.state == .filed && filed.ticket != nil)
      await #expect(throws: ReceivedMailRefusal.notToBeRetried(.filed)) {
        try await desks.act(RetryMail(aside.id), desks.acme.agent)
      }
    }
  }

  @Test("who claimed it before writes nothing")
  func fenced() async throws {
    try await Desks.run(linked: false, mailDomain: "desks.example") { desks, _ in
      let mail = try await desks.keep()
      let first = try await desks.claim(mail)
      desks.clock.pass(seconds: 200)
      let second = try await desks.claim(mail)
      await #expect(throws: FiledByAnother.self) {
        try await desks.file("From: a@customer.example\n\nx\n", by: first)
      }
      #expect(try await desks.file("From: a@customer.example\n\nx\n", by: second)?.state == .filed)
      #expect(try await desks.file("From: a@customer.example\n\nx\n", by: second) == nil)
      let tickets = try await desks.hub.read(in: desks.acme.tenant) {
        try $0.tickets(TicketQuery(), PageRequest()).items
      }
      #expect(tickets.count == 1)
    }
  }
}

extension Desks {
  /// Keeps a mail at Acme that waits.
  fileprivate func keep(to recipient: String = "acme@desks.example") async throws -> KeptMailID {
    let hash = try #require(ContentHash(hex: String(repeating: "a", count: 64)))
    var moment = moment()
    let mail = KeptMail(
      id: moment.newID(), envelope: MailEnvelope(door: .pipe, sender: "", recipient: recipient), receivedAt: moment.now,
      messageID: nil, identity: "\(seeds.next)", hash: hash, bytes: 1)
    try await hub.write(in: acme.tenant) { try $0.keep(mail) }
    return mail.id
  }

  fileprivate func claim(_ mail: KeptMailID) async throws -> KeptMailClaim {
    let key = KeptMailKey(tenant: acme.tenant, mail: mail)
    return try #require(try await hub.claim(key, now: clock.now, until: clock.now.addingTimeInterval(120)))
  }

  @discardableResult
  fileprivate func file(_ text: String, by claim: KeptMailClaim) async throws -> KeptMail? {
    let mail = MailReader().read(Array(text.replacing("\n", with: "\r\n").utf8))
    let filing = FileMail(mail, claim: claim, as: MailKind(of: mail, ours: ""), files: [])
    let moment = moment()
    return try await hub.write(in: acme.tenant) { tx in
      var moment = moment
      return try filing.perform(in: tx, &moment)
    }
  }

  /// Files a mail at Acme; as one that was kept before, where it is named.
  fileprivate func file(
    _ text: String, to recipient: String = "acme@desks.example", as known: KeptMailID? = nil
  ) async throws -> KeptMail {
    var mail = known
    if mail == nil { mail = try await keep(to: recipient) }
    let claim = try await claim(try #require(mail))
    return try #require(try await file(text, by: claim))
  }

  fileprivate func tickets(_ mails: [KeptMail]) async throws -> [Ticket] {
    try await hub.read(in: acme.tenant) { tx in try mails.compactMap { try $0.ticket.flatMap { try tx.ticket($0) } } }
  }

  fileprivate func comments(on ticket: TicketID) async throws -> [Ticketing.Comment] {
    try await hub.read(in: acme.tenant) { try $0.comments(on: ticket, PageRequest()).items }
  }

  fileprivate func replyAddress(to ticket: Ticket) async throws -> String {
    try #require(try await hub.read(in: acme.tenant) { try $0.replyAddress(to: ticket) })
  }
}
