import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// The addresses that the desk receives mail at and writes from.
enum AddressRoutes {
  private static let path = "/api/v1/addresses"
  private static let one = path + "/{address}"

  package static let all: [Route] = [
    Route(
      .get, path, "The addresses that the desk named, oldest first.", query: QueryParameter.paging,
      answer: .page(of: "Address")
    ) { call in
      let page = try call.page()
      return try await call.read { tx in Call.list(try tx.deskAddresses(page), AddressView.json) }
    },
    Route(
      .get, "/api/v1/given-address",
      "The address that the hub itself gives the desk, by its name; null where the hub gives none.",
      answer: .object(["address": Schema.text.orNull]), handle: given),
    Route(
      .post, path,
      "Names an address. Mail to it is taken once it is proved to be the desk's; one that the hub gives is from the start.",
      body: .json(AddressBody.schema, isOptional: false), status: 201, answer: .named("Address"), handle: create),
    Route(.get, one, "One address.", answer: .named("Address")) { call in
      let id: DeskAddressID = try call.parameter("address")
      return try await call.read { tx in
        guard let address = try tx.deskAddress(id) else { throw NotFound() }
        return .json(AddressView.json(address))
      }
    },
    Route(
      .patch, one, "Changes the team, type and language of tickets that come by it, or the name that mails leave by.",
      body: .json(AddressChangesBody.schema, isOptional: false), answer: .named("Address")
    ) { call in
      let body = try call.body(AddressChangesBody.init)
      return try await call.write(ChangeAddress(try call.parameter("address"), body.input)) { address, _ in
        .json(AddressView.json(address))
      }
    },
    Route(.delete, one, "Takes no mail there any more; what came in stays.", status: 204, answer: nil) { call in
      try await call.write(RemoveAddress(try call.parameter("address"))) { _, _ in .noContent }
    },
    Route(
      .post, one + "/prove",
      "Sends a mail with a code to the address; it is proved once that mail has come in here, within three days.",
      body: .json(.object([:]), isOptional: true), answer: .named("Address"), handle: prove),
  ]

  private static func given(_ call: Call) async throws -> Answer {
    try await call.read { tx in .json(["address": JSONValue(try tx.givenAddress()?.text)]) }
  }

  private static func create(_ call: Call) async throws -> Answer {
    let body = try call.body(AddressBody.init)
    return try await call.write(AddAddress(body.address, body.input)) { address, _ in
      .created(AddressView.json(address), at: "\(path)/\(address.id)")
    }
  }

  /// The code is kept before it is sent; a server that does not take the mail leaves the address as unproved as before.
  private static func prove(_ call: Call) async throws -> Answer {
    try call.emptyBody()
    if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
    try call.actor.require(.admin)
    let asked = try await ask(for: try call.parameter("address"), call)
    return try await call.conclude { _ in .json(AddressView.json(asked)) }
  }

  /// Sends the mail that would prove an address.
  ///
  /// - Throws: `AddressRefusal`.
  static func ask(for address: DeskAddressID, _ call: Call) async throws -> DeskAddress {
    guard let send = call.hub.mail.sendProof else { throw AddressRefusal.notSent(reason: nil) }
    let code = RandomBytes.system(16).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let asked = try await call.hub.storage.perform(AskForProof(of: address, by: code), by: try call.actor, call.moment)
    if let reason = await send(asked.address, code, try await call.deskRecord()) {
      throw AddressRefusal.notSent(reason: reason)
    }
    return asked
  }
}

extension Call {
  /// The desk that this is about.
  func deskRecord() async throws -> DeskRecord {
    let record = try await hub.storage.read(in: try actor.tenant) { try $0.deskRecord() }
    guard let record else { throw NotFound() }
    return record
  }
}

struct AddressBody {
  let address: EmailAddress
  let input: AddressInput

  static let schema = Schema.object(
    [("address", Schema.email)] + AddressChangesBody.properties, required: ["address"])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let address = fields.required("address", .email)
    input = AddressInput(&fields)
    self.address = try fields.finish(address)
  }
}

struct AddressChangesBody {
  let input: AddressInput

  static let properties: [(String, Schema)] = [
    ("team", Schema.line(max: Limits.nameBytes).orNull), ("type", Schema.choice(of: TicketType.self).orNull),
    ("language", Schema.choice(of: Language.self).orNull), ("sender_name", Schema.line(max: Limits.nameBytes).orNull),
  ]

  static let schema = Schema.object(properties, required: [])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    input = AddressInput(&fields)
    try fields.finish()
  }
}

extension AddressInput {
  fileprivate init(_ fields: inout JSONFields) {
    self.init(
      team: fields.nullable("team", .name).setting, type: fields.nullable("type", .choice(of: TicketType.self)).setting,
      language: fields.nullable("language", .choice(of: Language.self)).setting,
      senderName: fields.nullable("sender_name", .name).setting)
  }
}
