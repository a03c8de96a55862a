import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let receivedMails = [
    ContractCase("an address comes back, with every optional value and with none, and is found without regard to case")
    {
      trial in
      let desk = try await trial.desk()
      let bare = DeskAddress(id: trial.newID(), address: try trial.email("support@acme.example"), createdAt: trial.now)
      let team = Team(id: trial.newID(), name: "Cooling", createdAt: trial.now)
      var full = DeskAddress(
        id: trial.newID(), address: try trial.email("Hilfe@Acme.example"), team: team.id, type: .request,
        language: .dutch,
        senderName: "Acme helpt", createdAt: trial.now)
      full.ask(for: "secret words", at: trial.now)
      let second = full
      try await desk.write {
        try $0.put(team)
        try $0.put(bare)
        try $0.put(second)
      }
      let found = try trial.email("hilfe@acme.EXAMPLE")
      #expect(try await desk.read { try $0.deskAddress(found) } == full)
      full.prove(at: trial.now)
      let proven = full
      try await desk.write { try $0.put(proven) }
      try await trial.reopen()
      #expect(
        try await desk.read { try $0.deskAddresses(PageRequest()).items } == [bare, full].sorted { $0.id < $1.id })
      try await desk.write { try $0.remove(bare.id) }
      #expect(try await desk.read { try $0.deskAddress(bare.id) } == nil)
    },
    ContractCase("an address is known to the hub by whose it is, the desk first that proved it first") { trial in
      let (first, second) = (try await trial.desk("acme"), try await trial.desk("rival"))
      let email = try trial.email("support@acme.example")
      func address(_ proof: AddressProof) -> DeskAddress {
        DeskAddress(id: trial.newID(), address: email, proof: proof, createdAt: trial.now)
      }
      let (claimed, proven) = (address(AddressProof()), address(AddressProof(provenAt: trial.now)))
      try await first.write { try $0.put(claimed) }
      try await second.write { try $0.put(proven) }
      let claims = try await trial.addresses.claims(on: email.folded)
      #expect(claims.map(\.address.id) == [proven.id, claimed.id])
      #expect(claims.map(\.address.tenant) == [second.tenant, first.tenant])
      #expect(try await trial.addresses.claims(on: "nobody@acme.example") == [])
    },
    ContractCase("a desk has an address once") { trial in
      let desk = try await trial.desk()
      let (one, other) = (try trial.email("support@acme.example"), try trial.email("SUPPORT@acme.example"))
      let first = DeskAddress(id: trial.newID(), address: one, createdAt: trial.now)
      let second = DeskAddress(id: trial.newID(), address: other, createdAt: trial.now)
      try await desk.write { try $0.put(first) }
      await #expect(throws: StorageError.self) { try await desk.write { try $0.put(second) } }
    },
    ContractCase("a received mail comes back, rings, is claimed once, and settled by who claimed it last") { trial in
      let desk = try await trial.desk()
      let mail = try desk.received()
      try await desk.write { try $0.keep(mail) }
      var rings = trial.intake.intakeRings.makeAsyncIterator()
      #expect(await rings.next() != nil)
      #expect(try await desk.read { try $0.receivedMail(mail.id) } == mail)
      let key = KeptMailKey(tenant: desk.tenant, mail: mail.id)
      #expect(try await trial.intake.receivedMailsToFile(now: trial.now, limit: 9) == [key])
      let claim = try #require(try await trial.intake.claim(key, now: trial.now, until: trial.later(60)))
      #expect(claim.mail.tries == 1)
      #expect(try await trial.intake.claim(key, now: trial.now, until: trial.later(60)) == nil)
      #expect(try await trial.intake.receivedMailsToFile(now: trial.now, limit: 9) == [])
      #expect(try await trial.intake.nextReceivedMail(after: trial.now) == trial.later(60))
      let again = try #require(try await trial.intake.claim(key, now: trial.later(60), until: trial.later(120)))
      var settled = again.mail
      settled.settle(.setAside, at: trial.later(61))
      (settled.kind, settled.author, settled.subject) = (.spam, "Someone", "Buy")
      let over = settled
      #expect(try await desk.write { try !$0.settle(over, claimedBy: claim.fence) })
      #expect(try await desk.write { try $0.settle(over, claimedBy: again.fence) })
      #expect(try await desk.write { try !$0.settle(over, claimedBy: again.fence) })
      #expect(try await desk.read { try $0.receivedMail(mail.id) } == over)
      #expect(try await trial.intake.nextReceivedMail(after: trial.now) == nil)
    },
    ContractCase("a received mail that came before is known by what it has in common, for as long as is asked") {
      trial in
      let desk = try await trial.desk()
      let (old, other) = (try desk.received("same"), try desk.received("other"))
      for mail in [old, other] { try await desk.write { try $0.keep(mail) } }
      #expect(try await desk.read { try $0.receivedMail(identity: "same", since: trial.now)?.id } == old.id)
      #expect(try await desk.read { try $0.receivedMail(identity: "same", since: trial.later(1)) } == nil)
    },
    ContractCase("received mails are listed by state, newest first, a page at a time") { trial in
      let desk = try await trial.desk()
      var mails: [KeptMail] = []
      for place in 0..<5 {
        var mail = try desk.received("\(place)")
        if place % 2 == 0 { mail.settle(.parked, because: .stumbled, at: trial.now) }
        mails.append(mail)
        let kept = mail
        try await desk.write { try $0.keep(kept) }
      }
      let newest = mails.map(\.id).sorted(by: >)
      let first = try await desk.read { try $0.receivedMails(in: nil, PageRequest(limit: 3)) }
      let next = first.next
      let rest = try await desk.read { try $0.receivedMails(in: nil, PageRequest(limit: 3, after: next)) }
      #expect((first.items + rest.items).map(\.id) == newest)
      let parked = try await desk.read { try $0.receivedMails(in: .parked, PageRequest()).items }
      #expect(parked.map(\.id) == newest.filter { id in mails.contains { $0.id == id && $0.state == .parked } })
      let again = try #require(parked.first)
      var retried = again
      retried.retry(isWanted: true, at: trial.now)
      let changed = retried
      try await desk.write { try $0.change(changed) }
      #expect(try await desk.read { try $0.receivedMail(again.id) } == changed)
      #expect(try await trial.intake.receivedMailsToFile(now: trial.now, limit: 9).contains { $0.mail == again.id })
    },
    ContractCase("a received mail is found on the ticket that it is filed on, newest first") {
      trial in
      let desk = try await trial.desk()
      let ticket = try await desk.ticket()
      var mail = try desk.received()
      mail.settle(.filed, at: trial.now)
      mail.ticket = ticket.id
      let filed = mail
      try await desk.write { try $0.keep(filed) }
      #expect(try await desk.read { try $0.receivedMails(on: ticket.id) } == [filed])
    },
  ]
}

extension TrialDesk {
  fileprivate func received(_ identity: String = "identity") throws -> KeptMail {
    KeptMail(
      id: trial.newID(),
      envelope: MailEnvelope(
        door: .imap, sender: "", recipient: "support+token@acme.example",
        place: MailPlace(mailbox: trial.newID(Tenant.self).uuid, validity: .max, uid: 7)),
      receivedAt: trial.now, messageID: "<1@example.com>", identity: identity, hash: try trial.contentHash("a"),
      bytes: 12)
  }
}
