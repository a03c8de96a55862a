import DeskActions
import Foundation
import Logging
import Relay
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Mail that comes in", .timeLimit(.minutes(10)))
struct IntakeTests {
  @Test("is for the desk whose name the hub's domain bears, and for nobody else")
  func given() async throws {
    try await MailedDesk.run { desk in
      let intake = desk.intake
      let found = try await intake.addressee("Acme@Desks.example")
      #expect(found == .desk(desk.ann.tenant))
      let withToken = try await intake.addressee("acme+r1.1.x@desks.example")
      #expect(withToken == .desk(desk.ann.tenant))
      for address in ["smith@desks.example", "acme@elsewhere.example", "acme", "", "acme@desks.example@desks.example"] {
        let found = try await intake.addressee(address)
        #expect(found == nil, "\(address)")
      }
    }
  }

  @Test("is taken at an address that is proved; else only the mail that proves it")
  func proven() async throws {
    try await MailedDesk.run { desk in
      let email = try #require(EmailAddress("help@acme.example"))
      let address = DeskAddress(id: desk.newID(), address: email, createdAt: desk.clock.now)
      var asked = address
      asked.ask(for: "the-code", at: desk.clock.now)
      let waiting = asked
      try await desk.hub.write(in: desk.ann.tenant) { try $0.put(waiting) }
      let claim = ClaimedAddress(tenant: desk.ann.tenant, id: address.id)
      let claimed = try await desk.intake.addressee("HELP@acme.example")
      #expect(claimed == .unproven([claim]))
      let other = try await desk.deliver("Subject: other\n\nx", to: "help@acme.example")
      #expect(other == .refused)
      let wrong = try await desk.deliver("Subject: Is it? the-cod\n\nx", to: "help@acme.example")
      #expect(wrong == .refused)
      let proof = try await desk.deliver("Subject: Is it? the-code\n\nx", to: "help@acme.example")
      #expect(proof == .proof)
      let proven = try await desk.intake.addressee("help+x@acme.example")
      #expect(proven == .desk(desk.ann.tenant))
    }
  }

  @Test("a code that is too old proves nothing")
  func old() async throws {
    try await MailedDesk.run { desk in
      let email = try #require(EmailAddress("help@acme.example"))
      let proof = AddressProof(code: "the-code", askedAt: desk.clock.now)
      let address = DeskAddress(id: desk.newID(), address: email, proof: proof, createdAt: desk.clock.now)
      try await desk.hub.write(in: desk.ann.tenant) { try $0.put(address) }
      desk.clock.pass(seconds: AddressProof.codeLives)
      let late = try await desk.deliver("Subject: the-code\n\nx", to: "help@acme.example")
      #expect(late == .refused)
    }
  }

  @Test("A15 the same bytes to the same address are the same mail for a day; the same id with others is another")
  func repeated() async throws {
    try await MailedDesk.run { desk in
      let text = "From: a@b.example\nMessage-ID: <1@b.example>\n\nx"
      guard case .taken(let first) = try await desk.deliver(text) else { throw NotTaken(why: "not taken") }
      let again = try await desk.deliver(text)
      #expect(again == .known(first))
      guard case .taken = try await desk.deliver(text + "y") else { throw NotTaken(why: "suppressed") }
      desk.clock.pass(seconds: KeptMail.repetition + 1)
      guard case .taken = try await desk.deliver(text) else { throw NotTaken(why: "suppressed after a day") }
    }
  }

  @Test("a mail of a mailbox is known by its place for ever, whatever its bytes")
  func placed() async throws {
    try await MailedDesk.run { desk in
      let place = MailPlace(mailbox: desk.newID(Tenant.self).uuid, validity: 1, uid: 7)
      guard case .taken(let first) = try await desk.deliver("From: a@b.example\n\nx", place: place) else {
        throw NotTaken(why: "not taken")
      }
      desk.clock.pass(seconds: 30 * 86_400)
      let again = try await desk.deliver("From: a@b.example\n\ny", place: place)
      #expect(again == .known(first))
    }
  }

  @Test("is filed once, with its files, whoever else files beside")
  func filed() async throws {
    try await MailedDesk.run { desk in
      let text = """
        From: ann@customer.example
        Subject: Dark
        Content-Type: multipart/mixed; boundary=b

        --b

        Look.
        --b
        Content-Type: image/png; name="dark.png"
        Content-Transfer-Encoding: base64

        iVBORw0KGgphYmM=
        --b
        Content-Type: image/gif
        Content-Disposition: attachment

        no gif
        --b--
        """
      _ = try await desk.deliver(text)
      async let one: Void = desk.filer.fileAll()
      async let other: Void = desk.filer.fileAll()
      _ = try await (one, other)
      let mail = try #require(try await desk.mails().first)
      let ticket = try #require(mail.ticket)
      let kept = try await desk.hub.read(in: desk.ann.tenant) { try $0.attachments(on: ticket) }
      let files = kept.sorted { $0.name < $1.name }
      #expect(mail.state == .filed)
      #expect(files.map(\.name) == ["dark.png", "file-2.gif"])
      #expect(files.map(\.mediaType) == ["image/png", "application/octet-stream"])
      #expect(files.map(\.bytes) == [11, 6])
    }
  }

  @Test("one over which the hub falls each time is parked, and keeps no other waiting")
  func poison() async throws {
    try await MailedDesk.run { desk in
      guard case .taken(let poison) = try await desk.deliver("From: a@b.example\n\npoison") else {
        throw NotTaken(why: "not taken")
      }
      let key = KeptMailKey(tenant: desk.ann.tenant, mail: poison)
      for _ in 0..<KeptMail.mostTries {
        let until = desk.clock.now.addingTimeInterval(60)
        let claim = try await desk.hub.claim(key, now: desk.clock.now, until: until)
        #expect(claim != nil)
        desk.clock.pass(seconds: 61)
      }
      _ = try await desk.deliver("From: a@b.example\n\nother")
      try await desk.filer.fileAll()
      let mails = try await desk.mails()
      #expect(mails.first { $0.id == poison }?.reason == .stumbled)
      #expect(mails.filter { $0.state == .filed }.count == 1)
    }
  }

  @Test("one that is too large is refused, and nothing of it is kept")
  func tooLarge() async throws {
    try await MailedDesk.run { desk in
      let sink = try await desk.intake.receive(
        for: .desk(desk.ann.tenant), MailEnvelope(door: .lmtp, sender: "", recipient: "acme@desks.example"))
      let piece = [UInt8](repeating: 0x78, count: 8 * 1_024 * 1_024)
      await #expect(throws: MailTooLarge.self) { for _ in 0..<20 { try await sink.write(piece) } }
      await sink.abandon()
      let kept = try await desk.mails()
      #expect(kept == [])
    }
  }
}

private struct NotTaken: Error { let why: String }

extension MailedDesk {
  fileprivate var intake: HubMailIntake {
    HubMailIntake(
      storage: hub, blobs: hub.blobs, addresses: hub, tenants: hub, domain: "desks.example", now: { clock.now },
      seed: { UInt64.random(in: .min ... .max) })
  }

  fileprivate var filer: MailFiler {
    MailFiler(
      queue: hub, storage: hub, blobs: hub.blobs, trustedServers: [], now: { clock.now },
      seed: { UInt64.random(in: .min ... .max) }, logger: Logger(label: "intake") { _ in SwiftLogNoOpLogHandler() })
  }

  fileprivate func newID<Entity>(_: Entity.Type = Entity.self) -> ID<Entity> {
    var moment = Moment(now: clock.now, seed: UInt64.random(in: .min ... .max))
    return moment.newID()
  }

  fileprivate func deliver(
    _ text: String, to recipient: String = "acme@desks.example", place: MailPlace? = nil
  ) async throws -> MailVerdict {
    let addressee = try #require(try await intake.addressee(recipient))
    let envelope = MailEnvelope(door: place == nil ? .lmtp : .imap, sender: "", recipient: recipient, place: place)
    let sink = try await intake.receive(for: addressee, envelope)
    try await sink.write(Array(text.replacing("\n", with: "\r\n").utf8))
    return try await sink.finish()
  }

  fileprivate func mails() async throws -> [KeptMail] {
    try await hub.read(in: ann.tenant) { try $0.receivedMails(in: nil, PageRequest()).items }
  }
}
