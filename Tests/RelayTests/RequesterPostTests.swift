import DeskActions
import Federation
import Foundation
import Logging
import Mail
import Relay
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import Synchronization
import Testing
import Ticketing

@Suite("The postman, for requesters", .timeLimit(.minutes(10)))
struct RequesterPostTests {
  @Test("sends a public comment in the desk's name, with its files, and says so; what is internal stays at home")
  func sends() async throws {
    try await MailedDesk.run { desk in
      try await desk.writeToRequester()
      try await desk.comment("canary", .internal)
      let (name, bytes) = ("Büro.txt", Array("a file".utf8))
      try await desk.send("all **well**", with: name, bytes)
      let server = Taker()
      try await desk.postman(server).sendAll()
      let message = try #require(server.taken.first { $0.conversation != nil })
      #expect(message.from.name == "Ben (Acme)" && message.from.address.text == "support@acme.example")
      #expect(message.to.address.text == "rita@customer.example")
      #expect(message.subject == "Re: The till is dead [#1]")
      #expect(message.text.contains("all **well**") && message.html.contains("<strong>well</strong>"))
      #expect(message.files == [MailFile(name: name, mediaType: "text/plain", bytes: bytes)])
      #expect(!server.taken.contains { $0.text.contains("canary") || $0.html.contains("canary") })
      #expect(try await desk.requesterMails().map(\.state) == [.sent])
    }
  }

  @Test("names files that are too large to go along")
  func largeFiles() async throws {
    try await MailedDesk.run { desk in
      try await desk.writeToRequester()
      try await desk.send("see there", with: "disk.img", [UInt8](repeating: 7, count: RequesterLetter.fileLimit + 1))
      let server = Taker()
      try await desk.postman(server).sendAll()
      let message = try #require(server.taken.first { $0.conversation != nil })
      #expect(message.files.isEmpty)
      #expect(message.text.contains("Too large to go with this mail: disk.img.") && message.html.contains("disk.img"))
    }
  }

  @Test("F38 tries again with the same id, and parks what is refused for good")
  func retries() async throws {
    try await MailedDesk.run { desk in
      try await desk.writeToRequester()
      try await desk.comment("all well", .public)
      let server = Taker(failing: [.temporary("421 later"), .permanent("550 no such person")])
      try await desk.postman(server).sendAll()
      #expect(try await desk.requesterMails().map(\.reason) == ["421 later"])
      desk.clock.pass(seconds: 5)
      try await desk.postman(server).sendAll()
      let tried = server.tried.filter { $0.conversation != nil }
      #expect(tried.count == 2 && Set(tried.map(\.id)).count == 1)
      #expect(try await desk.requesterMails().map(\.state) == [.parked])
      #expect(try await desk.requesterMails().map(\.reason) == ["550 no such person"])
    }
  }

  @Test("writes no more to an address of which the server says that nobody has it")
  func nobody() async throws {
    try await MailedDesk.run { desk in
      try await desk.writeToRequester()
      try await desk.comment("all well", .public)
      let server = Taker(failing: [.noSuchAddress("550 5.1.1 no such person"), .permanent("554 not from you")])
      try await desk.postman(server).sendAll()
      #expect(try await desk.requesterMails().map(\.state) == [.parked])
      let suppressed = try await desk.hub.read(in: desk.ann.tenant) { try $0.suppressedAddresses(PageRequest()).items }
      #expect(suppressed.map(\.address.text) == ["rita@customer.example"])
      #expect(suppressed.first?.reason == "550 5.1.1 no such person")
      try await desk.comment("still well", .public)
      try await desk.postman(server).sendAll()
      #expect(try await desk.requesterMails().last?.withheld == .suppressed)
    }
  }

  @Test("A05 the hub tells no more strangers than so many within an hour; what somebody wrote goes all the same")
  func hubLimit() async throws {
    try await MailedDesk.run { desk in
      try await desk.writeToRequester()
      let server = Taker()
      let postman = try desk.postman(server, acknowledgementsAnHour: 0)
      try await desk.acknowledge()
      try await postman.sendAll()
      #expect(try await desk.requesterMails().map(\.withheld) == [.hubLimit])
      try await desk.comment("by hand", .public)
      try await postman.sendAll()
      #expect(try await desk.requesterMails().last?.state == .sent)
      let since = desk.clock.now.addingTimeInterval(-3_600)
      #expect(try await desk.hub.withheldMails(since: since) == [.hubLimit: 1])
    }
  }

  @Test(
    "sends nothing that was taken back, nothing to who is not the requester any more, nothing from an address given up")
  func withholds() async throws {
    try await MailedDesk.run { desk in
      try await desk.writeToRequester()
      let comment = try await desk.comment("slip of the pen", .public)
      try await desk.act(RetractComment(comment.id, on: comment.ticket))
      try await desk.comment("for Rita", .public)
      var input = TicketInput()
      input.requester = .to(
        TicketInput.Person(email: EmailAddress("other@customer.example"), name: "Other", phone: nil))
      try await desk.act(ChangeTicket(desk.ticket, input))
      let server = Taker()
      try await desk.postman(server).sendAll()
      #expect(try await desk.requesterMails().map(\.withheld) == [.retracted, .retracted])
      try await desk.comment("for the other", .public)
      try await desk.giveUpAddress()
      try await desk.postman(server).sendAll()
      #expect(try await desk.requesterMails().last?.withheld == .senderGone)
      #expect(!server.taken.contains { $0.conversation != nil })
    }
  }

  @Test("answers the requester's own mail, and names the mails before it")
  func threads() async throws {
    try await MailedDesk.run { desk in
      try await desk.writeToRequester()
      try await desk.hear("<asked@customer.example>")
      try await desk.hear("<forged@evil.example>", because: .unverified)
      let server = Taker()
      for words in ["one", "two"] {
        desk.clock.pass(seconds: 1)
        try await desk.comment(words, .public)
        try await desk.postman(server).sendAll()
      }
      let conversations = server.taken.compactMap(\.conversation)
      let ids = server.taken.filter { $0.conversation != nil }.map { "\($0.id)@acme.example" }
      #expect(conversations.map(\.inReplyTo?.text) == ["asked@customer.example", "asked@customer.example"])
      #expect(conversations.last?.references.map(\.text) == ["asked@customer.example", ids[0]])
      #expect(Set(conversations.map(\.replyTo)).count == 1)
      #expect(conversations[0].returnPath != conversations[1].returnPath)
    }
  }

  @Test("A06 an acknowledgement goes without a return path; its like is not answered")
  func acknowledges() async throws {
    try await MailedDesk.run { desk in
      try await desk.writeToRequester()
      try await desk.acknowledge()
      let server = Taker()
      try await desk.postman(server).sendAll()
      let message = try #require(server.taken.first { $0.conversation != nil })
      #expect(message.returnPath == nil && message.to.name.isEmpty)
      #expect(message.subject == "[Acme #1] We have your request" && !message.text.contains("till"))
    }
  }
}

extension MailedDesk {
  private static let address = EmailAddress("support@acme.example")

  /// Gives the desk an address, and the ticket a requester.
  fileprivate func writeToRequester() async throws {
    let now = clock.now
    try await hub.write(in: ann.tenant) { tx in
      guard let address = Self.address else { throw NoSample() }
      var moment = Moment(now: now, seed: 77)
      var own = DeskAddress(id: moment.newID(), address: address, createdAt: now)
      own.prove(at: now)
      try tx.put(own)
    }
    var input = TicketInput()
    input.requester = .to(TicketInput.Person(email: EmailAddress("rita@customer.example"), name: "Rita", phone: nil))
    try await act(ChangeTicket(ticket, input))
  }

  fileprivate func giveUpAddress() async throws {
    try await hub.write(in: ann.tenant) { tx in
      guard let own = try tx.deskAddresses(PageRequest()).items.first else { throw NoSample() }
      try tx.remove(own.id)
    }
  }

  /// Ben's public words, with a file.
  fileprivate func send(_ words: String, with name: String, _ bytes: [UInt8]) async throws {
    let sink = try await hub.blobs.receive(in: ann.tenant)
    try await sink.write(bytes)
    let (hash, count) = try await sink.finish()
    try await act(
      SendComment(
        WriteComment(ticket, body: words, audience: .public),
        with: [StoredFile(name: name, mediaType: "text/plain", bytes: count, hash: hash)]))
  }

  /// A mail of the requester's that is on the ticket.
  fileprivate func hear(_ id: String, because reason: KeptMail.Reason? = nil) async throws {
    let (now, ticket) = (clock.now, ticket)
    let sink = try await hub.blobs.receive(in: ann.tenant)
    try await sink.write(Array(id.utf8))
    let (hash, count) = try await sink.finish()
    try await hub.write(in: ann.tenant) { tx in
      var moment = Moment(now: now, seed: UInt64(id.utf8.count))
      let envelope = MailEnvelope(door: .lmtp, sender: nil, recipient: "support@acme.example")
      var mail = KeptMail(
        id: moment.newID(), envelope: envelope, receivedAt: now, messageID: id, identity: id, hash: hash, bytes: count)
      mail.ticket = ticket
      mail.settle(.filed, because: reason, at: now)
      try tx.keep(mail)
    }
  }

  fileprivate func acknowledge() async throws {
    let (now, id) = (clock.now, ticket)
    try await hub.write(in: ann.tenant) { tx in
      var moment = Moment(now: now, seed: 99)
      guard let ticket = try tx.ticket(id) else { throw NoSample() }
      try tx.acknowledge(ticket, &moment)
    }
  }

  fileprivate func requesterMails() async throws -> [RequesterMail] {
    let ticket = ticket
    return try await hub.read(in: ann.tenant) { try $0.requesterMails(on: ticket, limit: 99) }
  }
}

private final class Taker: MailCarrier {
  private let state: Mutex<(failures: [MailFailure], tried: [MailMessage], taken: [MailMessage])>

  /// - Parameter failures: what it says to mails for requesters, before it takes any.
  init(failing failures: [MailFailure] = []) { state = Mutex((failures, [], [])) }

  var tried: [MailMessage] { state.withLock { $0.tried } }
  var taken: [MailMessage] { state.withLock { $0.taken } }

  func carry(_ message: MailMessage) async throws(MailFailure) {
    let failure = state.withLock { state -> MailFailure? in
      state.tried.append(message)
      if message.conversation != nil, !state.failures.isEmpty { return state.failures.removeFirst() }
      state.taken.append(message)
      return nil
    }
    if let failure { throw failure }
  }
}
