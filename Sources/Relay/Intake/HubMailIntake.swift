import DeskActions
package import Foundation
import MessageFormat
package import Storage
import Ticketing

/// Takes mail in for the desks of this hub: its bytes among the desk's files, and a note of it that waits to be filed.
package struct HubMailIntake: MailIntake {
  private let storage: any DeskStorage
  private let blobs: any BlobStore
  private let addresses: any AddressDirectory
  private let tenants: any TenantDirectory
  /// Below which each desk has an address of its own, `SLUG@DOMAIN`; nil where the hub gives none.
  private let domain: String?
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64

  package init(
    storage: any DeskStorage, blobs: any BlobStore, addresses: any AddressDirectory, tenants: any TenantDirectory,
    domain: String?, now: @escaping @Sendable () -> Date, seed: @escaping @Sendable () -> UInt64
  ) {
    self.storage = storage
    self.blobs = blobs
    self.addresses = addresses
    self.tenants = tenants
    self.domain = domain?.lowercased()
    self.now = now
    self.seed = seed
  }

  package func addressee(_ address: String) async throws -> MailAddressee? {
    if let tag = DeskAddress.token(of: address), ConnectionDoor.allCases.contains(where: { $0.begins(tag) }) {
      return try await connection(tag, below: DeskAddress.withoutToken(address))
    }
    var unproven: [ClaimedAddress] = []
    for text in Set([address, DeskAddress.withoutToken(address)]).sorted(by: { $0.utf8.count > $1.utf8.count }) {
      guard let email = EmailAddress(text) else { continue }
      if let tenant = try await given(email) { return .desk(tenant) }
      let claims = try await addresses.claims(on: email.folded)
      if let first = claims.first, first.provenAt != nil { return .desk(first.address.tenant) }
      unproven += claims.map(\.address)
    }
    return unproven.isEmpty ? nil : .unproven(unproven)
  }

  /// The connection of a desk's with this tag; nil for a tag that none of its connections has.
  private func connection(_ tag: String, below address: String) async throws -> MailAddressee? {
    guard case .desk(let owner)? = try await addressee(address) else { return nil }
    let connections = try await storage.read(in: owner) { try $0.connections(PageRequest(limit: Self.mostConnections)) }
    for connection in connections.items where connection.state == .active || connection.state == .paused {
      let door = try await storage.read(in: connection.standIn) { tx in
        try tx.standIn().flatMap { try tx.door(tag, of: $0) }
      }
      if let door { return .connection(connection.standIn, door) }
    }
    return nil
  }

  private static let mostConnections = 200

  /// The desk to which the hub itself gives an address.
  private func given(_ email: EmailAddress) async throws -> TenantID? {
    guard let domain else { return nil }
    let halves = email.folded.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[1] == domain, let tenant = try await tenants.tenant(slug: String(halves[0])) else {
      return nil
    }
    let isCompanys = try await storage.read(in: tenant.id) { try $0.deskRecord()?.standsIn == false }
    return isCompanys ? tenant.id : nil
  }

  package func receive(for addressee: MailAddressee, _ envelope: MailEnvelope) async throws -> any MailSink {
    switch addressee {
    case .desk(let tenant):
      DeskMailSink(
        bytes: try await blobs.receive(in: tenant), tenant: tenant, envelope: envelope, storage: storage,
        moment: Moment(now: now(), seed: seed()))
    case .connection(let standIn, let door):
      // The key is in no record: which address it was is enough.
      DeskMailSink(
        bytes: try await blobs.receive(in: standIn), tenant: standIn, envelope: envelope.withoutKey(door),
        storage: storage, moment: Moment(now: now(), seed: seed()))
    case .unproven(let claims):
      ProofMailSink(
        claims: claims, storage: storage, addresses: addresses, moment: Moment(now: now(), seed: seed()))
    }
  }
}

/// A mail on its way to a desk's files.
private actor DeskMailSink: MailSink {
  private let bytes: any BlobSink
  private let tenant: TenantID
  private let envelope: MailEnvelope
  private let storage: any DeskStorage
  private let moment: Moment
  private var count = 0
  private var head: [UInt8] = []

  /// Behind so many bytes no id is looked for.
  private static let headBytes = 65_536
  private static let idBytes = 500

  init(
    bytes: any BlobSink, tenant: TenantID, envelope: MailEnvelope, storage: any DeskStorage, moment: Moment
  ) {
    self.bytes = bytes
    self.tenant = tenant
    self.envelope = envelope
    self.storage = storage
    self.moment = moment
  }

  func write(_ piece: [UInt8]) async throws {
    count += piece.count
    guard count <= MailTooLarge.usualLimit else { throw MailTooLarge(limit: MailTooLarge.usualLimit) }
    if head.count < Self.headBytes { head += piece.prefix(Self.headBytes - head.count) }
    try await bytes.write(piece)
  }

  func finish() async throws -> MailVerdict {
    let kept = try await bytes.finish()
    var moment = moment
    let id: KeptMailID = moment.newID()
    let messageID = HeaderFields.groups(head[...]).first.flatMap { MessageID.all(in: $0["Message-ID"]).first?.text }
      .flatMap { $0.utf8.count <= Self.idBytes ? $0 : nil }
    let mail = KeptMail(
      id: id, envelope: envelope, receivedAt: moment.now, messageID: messageID,
      identity: envelope.identity(messageID: messageID, hash: kept.hash), hash: kept.hash, bytes: kept.bytes)
    let since = envelope.place == nil ? moment.now.addingTimeInterval(-KeptMail.repetition) : .distantPast
    return try await storage.write(in: tenant) { tx in
      if let known = try tx.receivedMail(identity: mail.identity, since: since) { return .known(known.id) }
      if let place = mail.envelope.place,
        let known = try tx.receivedMail(hash: mail.hash, from: place.mailbox, notUnder: place.validity)
      {
        return .known(known.id)
      }
      try tx.keep(mail)
      return .taken(mail.id)
    }
  }

  func abandon() async { await bytes.abandon() }
}

extension ConnectionDoor {
  fileprivate func begins(_ tag: String) -> Bool { tag.lowercased().hasPrefix(rawValue + ".") }
}

extension MailEnvelope {
  fileprivate func withoutKey(_ connectionDoor: ConnectionDoor) -> MailEnvelope {
    let bare = DeskAddress.withoutToken(recipient)
    let at = bare.lastIndex(of: "@") ?? bare.endIndex
    return MailEnvelope(
      door: door, sender: sender, recipient: "\(bare[..<at])+\(connectionDoor.rawValue)\(bare[at...])", place: place)
  }

  /// What the same mail would have too, if it were brought again: its place in a mailbox, or its address, id and bytes. An id
  /// alone is no identity: anybody can take another's.
  fileprivate func identity(messageID: String?, hash: ContentHash) -> String {
    if let place { return "\(place.mailbox.uuidString.lowercased()) \(place.validity) \(place.uid)" }
    return "\(recipient.lowercased()) \(hash) \(messageID ?? "")"
  }
}

/// A mail to an address that is nobody's yet: only its head is looked at, for a code that would prove it.
private actor ProofMailSink: MailSink {
  private let claims: [ClaimedAddress]
  private let storage: any DeskStorage
  private let addresses: any AddressDirectory
  private let moment: Moment
  private var head: [UInt8] = []
  private var count = 0

  private static let headBytes = 65_536

  init(claims: [ClaimedAddress], storage: any DeskStorage, addresses: any AddressDirectory, moment: Moment) {
    self.claims = claims
    self.storage = storage
    self.addresses = addresses
    self.moment = moment
  }

  func write(_ piece: [UInt8]) async throws {
    count += piece.count
    guard count <= MailTooLarge.usualLimit else { throw MailTooLarge(limit: MailTooLarge.usualLimit) }
    if head.count < Self.headBytes { head += piece.prefix(Self.headBytes - head.count) }
  }

  func finish() async throws -> MailVerdict {
    guard let fields = HeaderFields.groups(head[...]).first else { return .refused }
    let codes =
      fields.all(ProveAddress.field).map(\.ascii)
      + (fields["Subject"]?.text.split(separator: " ").suffix(1).map(String.init) ?? [])
    guard !codes.isEmpty else { return .refused }
    for claim in claims {
      let folded = try await storage.read(in: claim.tenant) { try $0.deskAddress(claim.id)?.address.folded }
      guard let folded, try await addresses.claims(on: folded).allSatisfy({ $0.provenAt == nil }) else { continue }
      let prove = ProveAddress(claim.id, codes: Array(codes.prefix(8)))
      let isProven = try await storage.write(in: claim.tenant) { [moment] tx in
        var moment = moment
        return try prove.perform(in: tx, &moment)
      }
      if isProven { return .proof }
    }
    return .refused
  }

  func abandon() async { head = [] }
}
