import ConnectorKit
import DeskActions
import Federation
import Foundation
import Logging
import Mail
import MailBridge
import Relay
import SQLStorage
import SQLiteEngine
import Storage
import StorageContract
import StrictJSON
import Synchronization
import Testing
import Ticketing

@Suite("A desk that is known by its mails")
struct ConnectionMailTests {
  @Test("is written to at addresses that lead to its stand-in, in any case of their letters, and at no other")
  func addresses() async throws {
    try await MailedDesk.run(mailDomain: "desks.example") { desk in
      let bridge = try await MailBridged(desk)
      let ours = try await bridge.addresses()
      let standIn = bridge.connection.standIn
      for (address, door) in [(ours.secret, ConnectionDoor.secret), (ours.writing, .writing)] {
        #expect(address.prefix { $0 != "@" }.utf8.count <= 64, "RFC 5321, 4.5.3.1.1")
        for text in [address, address.uppercased()] {
          let found = try await bridge.intake.addressee(text)
          #expect(found == .connection(standIn, door), "\(text)")
        }
      }
      for wrong in [
        "h1.", "h1.\(String(repeating: "0", count: 26))", "c1.x", "H1.\(ours.writing.dropFirst(8).prefix(26))",
      ] {
        let found = try await bridge.intake.addressee("acme+\(wrong)@desks.example")
        #expect(found == nil, "\(wrong)")
      }
    }
  }

  @Test("has another secret address once that was renewed, and the one before opens nothing")
  func renewed() async throws {
    try await MailedDesk.run(mailDomain: "desks.example") { desk in
      let bridge = try await MailBridged(desk)
      let before = try await bridge.addresses()
      let renew = RenewHook(bridge.connection, hookHash: [UInt8](repeating: 9, count: 32))
      try await renew(desk.hub, by: desk.ann, bridge.moment())
      let after = try await bridge.addresses()
      #expect(before.secret != after.secret && before.writing == after.writing)
      let old = try await bridge.intake.addressee(before.secret)
      #expect(old == nil)
    }
  }

  @Test("is heard in the order in which its mails came, and what is not its own is set aside")
  func heard() async throws {
    try await MailedDesk.run(mailDomain: "desks.example") { desk in
      let bridge = try await MailBridged(desk)
      let ours = try await bridge.addresses()
      for turn in 1...12 { try await bridge.deliver("Word \(turn).", to: ours.secret, id: "\(turn)") }
      try await bridge.deliver("Let me in.", to: ours.secret, from: "mallory@evil.example", id: "m")
      try await bridge.deliver("Let me in, too.", to: ours.writing, id: "w")
      try await bridge.filer.fileAll()
      let told = try await desk.hub.read(in: bridge.connection.standIn) { tx -> (Ticket?, [String], [KeptMail]) in
        let ticket = try tx.outsideTicket(external: "7").flatMap { try tx.ticket($0.ticket) }
        let comments = try ticket.map { try tx.comments(on: $0.id, before: nil, limit: 50).items } ?? []
        return (
          ticket, comments.sorted { $0.createdAt < $1.createdAt }.map(\.body),
          try tx.receivedMails(in: nil, PageRequest()).items
        )
      }
      #expect(told.0?.description == "Word 1.")
      #expect(told.1 == (2...12).map { "Word \($0)." })
      #expect(told.2.filter { $0.state == .filed }.count == 12)
      #expect(told.2.filter { $0.state == .setAside && $0.reason == .unverified }.count == 2)
      // The key of the address is in no record.
      #expect(told.2.allSatisfy { !$0.envelope.recipient.contains("h1.") && !$0.envelope.recipient.contains("c1.") })
    }
  }

  @Test("gets a ticket by a mail with the hub's mark, and what follows once it has said what it calls it")
  func numbered() async throws {
    try await MailedDesk.run(mailDomain: "desks.example") { desk in
      let bridge = try await MailBridged(desk)
      let ours = try await bridge.addresses()
      let partnership = try #require(bridge.connection.partnership)
      let offer = OfferHandoff(desk.ticket, to: partnership)
      let handoff = try await desk.hub.perform(offer, by: desk.ann, bridge.moment())
      try await bridge.pump()
      let opening = try #require(bridge.post.mails.first)
      #expect(opening.to.address.text == "new@far.example" && opening.from.address.text == ours.writing)
      #expect(opening.text.hasSuffix("Baton-Ref: \(opening.id)\n") && opening.html.isEmpty)
      let before = try await desk.hub.read(in: desk.ann.tenant) { try $0.handoff(handoff.id)?.state }
      #expect(before == .offered, "nobody knows yet that it is there")
      try await bridge.deliver(
        "AutoReply.", to: ours.secret, id: "ack",
        more: "In-Reply-To: <\(opening.id)@desks.example>\nAuto-Submitted: auto-replied\n")
      try await bridge.filer.fileAll()
      try await bridge.pump()
      let known = try await desk.hub.read(in: bridge.connection.standIn) {
        try $0.outsideTicket(external: "7")?.reference
      }
      #expect(known?.number == "far #7")
      let after = try await desk.hub.read(in: desk.ann.tenant) { try $0.handoff(handoff.id)?.state }
      #expect(after == .accepted)
      // A mark that the hub did not make names no ticket of its own.
      let other = opening.id.dropLast() + (opening.id.hasSuffix("0") ? "1" : "0")
      let forged = try await desk.hub.read(in: bridge.connection.standIn) { try $0.marker(provenBy: other) }
      #expect(forged == nil)
    }
  }

  @Test("keeps what a mail told that came back among what failed, and is told it again once somebody says so")
  func cameBack() async throws {
    try await MailedDesk.run(mailDomain: "desks.example") { desk in
      let bridge = try await MailBridged(desk)
      let ours = try await bridge.addresses()
      let offer = OfferHandoff(desk.ticket, to: try #require(bridge.connection.partnership))
      _ = try await desk.hub.perform(offer, by: desk.ann, bridge.moment())
      try await bridge.pump()
      let sent = try #require(bridge.post.mails.first)
      #expect(try await bridge.failed() == [])
      // A full mailbox, a mark that nobody made, and the mail's own.
      let forged = sent.id.dropLast() + (sent.id.hasSuffix("0") ? "1" : "0")
      try await bridge.deliverReport(of: sent.id, "5.2.2", to: ours.writing)
      try await bridge.deliverReport(of: String(forged), "5.1.1", to: ours.writing)
      try await bridge.filer.fileAll()
      #expect(try await bridge.failed() == [])
      for _ in 1...2 { try await bridge.deliverReport(of: sent.id, "5.1.1", to: ours.writing) }
      try await bridge.filer.fileAll()
      let failed = try await bridge.failed()
      #expect(failed.map(\.reason) == [.cameBack])
      #expect(bridge.post.mails.count == 1)
      let replayed = try await ReplayParked(bridge.connection, by: nil).perform(desk.hub) { bridge.moment() }
      #expect(replayed.sent == 1)
      try await bridge.pump()
      #expect(bridge.post.mails.map(\.id) == [sent.id, sent.id])
      #expect(try await bridge.failed() == [])
    }
  }
}

/// Acme's desk with a bridge to one that mails, and what brings the mails of both.
private struct MailBridged: Sendable {
  let desk: MailedDesk
  let connection: Connection
  let post = PaperPost()
  private let connections: OutsideConnections

  init(_ desk: MailedDesk) async throws {
    self.desk = desk
    let catalogue = ConnectorCatalogue([MailConnector.self])
    connections = OutsideConnections(catalogue)
    let draft = ConnectionDraft(
      connector: "mail", name: "Far",
      settings: [
        "desk": "other", "senders": "desk@far.example", "address": "new@far.example", "number": "[far #{number}]",
      ], secrets: [:], mapping: nil)
    guard let federationID = FederationID(hex: String(repeating: "b", count: 32)) else {
      throw CocoaError(.coderInvalidValue)
    }
    let moments: @Sendable () -> Moment = { [clock = desk.clock] in
      Moment(now: clock.now, seed: UInt64.random(in: .min ... .max))
    }
    var moment = moments()
    let connect = Connect(
      storage: desk.hub, found: { [hub = desk.hub] in try await hub.create($0) }, catalogue: catalogue, draft: draft,
      standIn: moment.newID(), hookHash: [UInt8](repeating: 7, count: 32), federationID: federationID)
    connection = try await connect(by: desk.ann, moments)
  }

  func moment() -> Moment { Moment(now: desk.clock.now, seed: UInt64.random(in: .min ... .max)) }

  func addresses() async throws -> ConnectionAddresses {
    try #require(try await FindConnectionAddresses(of: connection.standIn)(desk.hub))
  }

  private var logger: Logger { Logger(label: "bridge") { _ in SwiftLogNoOpLogHandler() } }

  var intake: HubMailIntake {
    HubMailIntake(
      storage: desk.hub, blobs: desk.hub.blobs, addresses: desk.hub, tenants: desk.hub, domain: "desks.example",
      now: { [clock = desk.clock] in clock.now }, seed: { UInt64.random(in: .min ... .max) })
  }

  var filer: MailFiler {
    MailFiler(
      queue: desk.hub, storage: desk.hub, blobs: desk.hub.blobs, trustedServers: [], connections: connections,
      now: { [clock = desk.clock] in
        clock.pass(seconds: 0.01)
        return clock.now
      }, seed: { UInt64.random(in: .min ... .max) }, logger: logger)
  }

  func deliver(
    _ words: String, to recipient: String, from sender: String = "desk@far.example", id: String, more: String = ""
  ) async throws {
    desk.clock.pass(seconds: 1)
    let addressee = try #require(try await intake.addressee(recipient))
    let sink = try await intake.receive(
      for: addressee, MailEnvelope(door: .lmtp, sender: sender, recipient: recipient))
    let text = """
      From: Frank <\(sender)>
      To: \(recipient)
      Subject: [far #7] Pump is dead
      Message-ID: <\(id)@far.example>
      \(more)
      Status: open

      Comment:
      \(words)
      """
    try await sink.write(Array(text.replacing("\n", with: "\r\n").utf8))
    _ = try await sink.finish()
  }

  /// What is told the external desk, and failed.
  func failed() async throws -> [Delivery] {
    try await desk.hub.read(in: connection.standIn) { tx in
      var query = DeliveryQuery()
      (query.state, query.isOutside) = (.parked, true)
      return try tx.deliveries(query, PageRequest(limit: 50)).items
    }
  }

  /// A server's word that a mail never arrived (RFC 3464).
  func deliverReport(of id: String, _ status: String, to recipient: String) async throws {
    let addressee = try #require(try await intake.addressee(recipient))
    let sink = try await intake.receive(for: addressee, MailEnvelope(door: .lmtp, sender: "", recipient: recipient))
    let text = """
      From: MAILER-DAEMON@mx.far.example
      To: \(recipient)
      Subject: Undelivered Mail Returned to Sender
      Message-ID: <\(UUID().uuidString)@mx.far.example>
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="b"

      --b
      Content-Type: text/plain

      It could not be delivered.
      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.far.example

      Final-Recipient: rfc822; new@far.example
      Action: failed
      Status: \(status)

      --b
      Content-Type: text/rfc822-headers

      Message-ID: <\(id)@desks.example>
      Subject: Pump is dead

      --b--
      """
    try await sink.write(Array(text.replacing("\n", with: "\r\n").utf8))
    _ = try await sink.finish()
  }

  /// Brings what waits, to partners and to the far desk, until nothing is ready.
  func pump() async throws {
    let (hub, clock) = (desk.hub, desk.clock)
    let now: @Sendable () -> Date = { clock.now }
    let seed: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
    let outward = OutwardPost(
      storage: hub, blobs: hub.blobs, carrier: post, now: now)
    let outside = OutsideCourier(
      queue: hub, storage: hub, blobs: hub.blobs,
      errands: Errands(egress: NoEgress(), connections: connections, post: outward, now: now), now: now, seed: seed,
      logger: logger)
    let courier = Courier(
      queue: hub, carriage: HubCarriage(storage: hub, blobs: hub.blobs, now: now, seed: seed), now: now, seed: seed,
      logger: logger, measures: RelayMeasures())
    for _ in 0..<20 {
      let ready = try await hub.readyLanes(now: now(), limit: 50)
      guard !ready.isEmpty else { return }
      for key in ready {
        if case .outside = key.lane { _ = try await outside.serve(key) } else { _ = try await courier.serve(key) }
      }
    }
  }
}

/// Takes every mail over.
private final class PaperPost: MailCarrier {
  private let taken = Mutex<[MailMessage]>([])
  var mails: [MailMessage] { taken.withLock { $0 } }

  func carry(_ message: MailMessage) async throws(MailFailure) { taken.withLock { $0.append(message) } }
}

/// A hub that asks nobody.
private struct NoEgress: Egress {
  func send(_: EgressRequest) async throws(EgressFailure) -> EgressAnswer { throw .unavailable }
}
