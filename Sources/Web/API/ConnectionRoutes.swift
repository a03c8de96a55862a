import ConnectorKit
import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// Bridges to external desks.
enum ConnectionRoutes {
  private static let path = "/api/v1/connections"
  private static let one = path + "/{connection}"

  package static let all: [Route] = [
    Route(
      .get, "/api/v1/connectors", "The kinds of external desk that can be bridged, with what each is set up with.",
      answer: .object(["items": .list(.named("Connector"))]), handle: kinds),
    Route(
      .get, path, "The desk's connections, oldest first.", query: QueryParameter.paging,
      answer: .page(of: "Connection"), handle: list),
    Route(
      .post, path, "Bridges to an external desk; the address of its webhook is shown once.",
      body: .json(ConnectionBody.schema, isOptional: false), status: 201, answer: .named("NewConnection"),
      handle: create),
    Route(.get, one, "One connection.", answer: .named("Connection")) { call in
      let id: ConnectionID = try call.parameter("connection")
      return try await call.read { tx in try ConnectionView.answer(try tx.existing(id), tx) }
    },
    Route(
      .patch, one, "Sets a connection up anew; what is left out stays as it is.",
      body: .json(ConnectionChangesBody.schema, isOptional: false), answer: .named("Connection"), handle: change),
    Route(
      .delete, one,
      "Ends a connection: its tickets stay, unlinked; its secrets and its webhook's address are forgotten.",
      status: 204, answer: nil
    ) { call in
      try await end(call)
      return .noContent
    },
    Route(
      .post, one + "/pause", "Tells the external desk nothing for a while; what happens waits.",
      body: .json(.object([:]), isOptional: true), answer: .named("Connection")
    ) { try await answerPaused(true, $0) },
    Route(
      .post, one + "/resume", "Goes on after a pause, in order.", body: .json(.object([:]), isOptional: true),
      answer: .named("Connection")
    ) { try await answerPaused(false, $0) },
    Route(
      .post, one + "/address", "Gives the webhook another address, which is shown once; the one before opens nothing.",
      body: .json(.object([:]), isOptional: true), answer: .object(["hook_url": .text]), handle: renewAddress),
    Route(
      .get, one + "/mail-addresses",
      "The addresses of a connection to a desk that is known by its mails: the one to tell nobody but its admin, and the one "
        + "that the hub writes from. Null where this desk has no address of mail.",
      answer: .object(["secret": Schema.text.orNull, "writing": Schema.text.orNull]), handle: mailAddresses),
    Route(
      .post, one + "/test", "Tries the settings and secrets at the external desk; changes nothing there.",
      body: .json(.object([:]), isOptional: true),
      answer: .object(["ok": .flag, "account": Schema.text.orNull, "detail": Schema.text.orNull]), handle: test),
    Route(
      .get, one + "/reports", "What the external desk said and is not dealt with, oldest first.",
      query: [QueryParameter("state", "Only those in this state.", .choice(of: KeptReport.State.self))]
        + QueryParameter.paging, answer: .page(of: "KeptReport"), handle: reports),
    Route(
      .post, one + "/reports/{report}/retry", "Tries again what was said of a ticket, in order.",
      body: .json(.object([:]), isOptional: true), answer: .object(["applied": .integer]), handle: retry),
    Route(
      .post, one + "/reports/{report}/drop", "Gives up what was said, so that what waits behind it is heard.",
      body: .json(.object([:]), isOptional: true), answer: .object(["applied": .integer]), handle: drop),
    Route(
      .get, one + "/deliveries", "What the external desk is told, oldest first.",
      query: [QueryParameter("state", "Only those in this state.", .choice(of: Delivery.State.self))]
        + QueryParameter.paging, answer: .page(of: "Delivery"), handle: deliveries),
    Route(
      .get, one + "/deliveries/{delivery}", "One message with each try.", answer: .named("DeliveryDetail"),
      handle: delivery),
    Route(
      .post, one + "/deliveries/{delivery}/retry", "Tries a parked message again.",
      body: .json(.object([:]), isOptional: true), answer: .named("Delivery")
    ) { call in
      try await answer(RetryDelivery(try call.parameter("delivery")), call)
    },
    Route(
      .post, one + "/deliveries/{delivery}/drop", "Gives up a parked message, so that what is behind it goes on.",
      body: .json(.object([:]), isOptional: true), answer: .named("Delivery")
    ) { call in
      try await answer(DropDelivery(try call.parameter("delivery")), call)
    },
  ]

  private static func kinds(_ call: Call) async throws -> Answer {
    .json(["items": .array(try call.hub.connections.catalogue.kinds.map(ConnectorView.json))])
  }

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await call.read { tx in try Call.list(tx.connections(page), ConnectionView.json) }
  }

  private static func create(_ call: Call) async throws -> Answer {
    let body = try call.body(ConnectionBody.init)
    try call.actor.require(.admin)
    if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
    let (made, address) = try await connect(try body.draft(), call)
    return try await call.conclude { _ in
      var view = try ConnectionView.json(made).object ?? JSONObject()
      view.set("hook_url", to: .string(address))
      return .created(.object(view), at: "\(path)/\(made.id)")
    }
  }

  /// Sets up what somebody gave.
  ///
  /// - Returns: the connection, with the address that its webhooks or mails go to; empty where the desk has no address of mail.
  static func connect(_ draft: ConnectionDraft, _ call: Call) async throws -> (made: Connection, address: String) {
    let (hub, actor) = (call.hub, try call.actor)
    guard let federationID = FederationID(hex: RandomBytes.system(16).hexadecimal) else { throw Problem.notFound }
    // The stand-in's id is part of the hook's key, so that the key alone finds it.
    let standIn: TenantID = {
      var moment = hub.moment()
      return moment.newID()
    }()
    let secret = TokenSecret(.hook, for: standIn)
    let connect = Connect(
      storage: hub.storage, found: hub.connections.found, catalogue: hub.connections.catalogue, draft: draft,
      standIn: standIn, hookHash: secret.hash, federationID: federationID)
    let made = try await connect(by: actor) { hub.moment() }
    return (made, try await address(of: made, secret, hub))
  }

  /// Where the external desk's word goes: its webhooks, or its mails.
  private static func address(of connection: Connection, _ secret: TokenSecret, _ hub: Hub) async throws -> String {
    if hub.connections.catalogue[connection.connector]?.takesMail == true {
      return try await FindConnectionAddresses(of: connection.standIn)(hub.storage)?.secret
        ?? ""
    }
    return "\(hub.publicURL)/hooks/\(secret.text.expose())"
  }

  private static func mailAddresses(_ call: Call) async throws -> Answer {
    let (tenant, standIn) = try await standIn(call)
    guard call.hub.connections.catalogue[standIn.connector]?.takesMail == true else { throw NotFound() }
    let found = try await FindConnectionAddresses(of: tenant)(call.hub.storage)
    return .json(["secret": JSONValue(found?.secret), "writing": JSONValue(found?.writing)])
  }

  private static func change(_ call: Call) async throws -> Answer {
    let body = try call.body(ConnectionChangesBody.init)
    let hub = call.hub
    let change = ChangeConnection(
      try call.parameter("connection"), catalogue: hub.connections.catalogue, name: body.name,
      settings: body.settings, secrets: body.secrets, mapping: try body.mapping())
    let changed = try await hub.storage.perform(change, by: try call.actor, call.moment)
    try await FollowConnection(changed).perform(hub.storage, hub.moment)
    return try await call.conclude { try ConnectionView.answer(changed, $0) }
  }

  static func end(_ call: Call) async throws {
    let hub = call.hub
    let ended = try await hub.storage.perform(
      EndConnection(try call.parameter("connection")), by: try call.actor, call.moment)
    try await FollowConnection(ended).perform(hub.storage, hub.moment)
  }

  static func setPaused(_ isPaused: Bool, _ call: Call) async throws -> Connection {
    let hub = call.hub
    let pause = PauseConnection(try call.parameter("connection"), isPaused: isPaused)
    let changed = try await hub.storage.perform(pause, by: try call.actor, call.moment)
    try await FollowConnection(changed).perform(hub.storage, hub.moment)
    return changed
  }

  private static func answerPaused(_ isPaused: Bool, _ call: Call) async throws -> Answer {
    try call.emptyBody()
    let changed = try await setPaused(isPaused, call)
    return try await call.conclude { try ConnectionView.answer(changed, $0) }
  }

  /// - Returns: the address that the connection's webhooks go to from now on.
  static func renewAddress(of connection: Connection, _ call: Call) async throws -> String {
    let secret = TokenSecret(.hook, for: connection.standIn)
    try await RenewHook(connection, hookHash: secret.hash)(call.hub.storage, by: try call.actor, call.moment)
    return try await address(of: connection, secret, call.hub)
  }

  private static func renewAddress(_ call: Call) async throws -> Answer {
    try call.emptyBody()
    let (actor, id): (Actor, ConnectionID) = (try call.actor, try call.parameter("connection"))
    try actor.require(.admin)
    if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
    guard let known = try await call.hub.storage.read(in: actor.tenant, { try $0.connection(id) }) else {
      throw NotFound()
    }
    let address = try await renewAddress(of: known, call)
    return try await call.conclude { _ in .json(["hook_url": .string(address)]) }
  }

  /// The connection's stand-in, for who may see it.
  private static func standIn(_ call: Call) async throws -> (TenantID, StandIn) {
    let actor = try call.actor
    try actor.require(.admin)
    let id: ConnectionID = try call.parameter("connection")
    let known = try await call.hub.storage.read(in: actor.tenant) { try $0.existing(id) }
    guard let standIn = try await call.hub.storage.read(in: known.standIn, { try $0.standIn() }),
      standIn.owner == actor.tenant
    else { throw NotFound() }
    return (known.standIn, standIn)
  }

  private static func test(_ call: Call) async throws -> Answer {
    try call.emptyBody()
    let (tenant, standIn) = try await standIn(call)
    do {
      let result = try await call.hub.connections.test(tenant, standIn)
      return .json(["ok": true, "account": JSONValue(result.account), "detail": nil])
    } catch let failure as DeliveryFailure {
      return .json(["ok": false, "account": nil, "detail": .string(failure.description)])
    }
  }

  private static func reports(_ call: Call) async throws -> Answer {
    let (tenant, _) = try await standIn(call)
    let state = try call.choice("state", of: KeptReport.State.self) ?? .parked
    let page = try call.page()
    return try await call.hub.storage.read(in: tenant) { tx in
      Call.list(try tx.reports(in: state, page), KeptReportView.json)
    }
  }

  private static func retry(_ call: Call) async throws -> Answer {
    try call.emptyBody()
    return .json(["applied": JSONValue(try await hearAgain(call))])
  }

  /// - Returns: how much was applied of what was said of the report's ticket.
  static func hearAgain(_ call: Call) async throws -> Int {
    let (tenant, _) = try await standIn(call)
    let id: ReportID = try call.parameter("report")
    let moment = call.moment
    return try await call.hub.storage.write(in: tenant) { tx in
      var moment = moment
      guard let report = try tx.report(id) else { throw NotFound() }
      return try HearAgain(external: report.external).perform(in: tx, &moment)
    }
  }

  private static func drop(_ call: Call) async throws -> Answer {
    try call.emptyBody()
    return .json(["applied": JSONValue(try await dropReport(call))])
  }

  /// - Returns: how much was applied of what waited behind it.
  static func dropReport(_ call: Call) async throws -> Int {
    let (tenant, _) = try await standIn(call)
    let drop = DropReport(try call.parameter("report"))
    let moment = call.moment
    return try await call.hub.storage.write(in: tenant) { tx in
      var moment = moment
      return try drop.perform(in: tx, &moment)
    }
  }

  private static func deliveries(_ call: Call) async throws -> Answer {
    let (tenant, _) = try await standIn(call)
    var query = DeliveryQuery()
    query.state = try call.choice("state", of: Delivery.State.self)
    query.isOutside = true
    let (asked, page) = (query, try call.page())
    return try await call.hub.storage.read(in: tenant) { tx in
      Call.list(try tx.deliveries(asked, page)) { DeliveryView.json($0) }
    }
  }

  private static func delivery(_ call: Call) async throws -> Answer {
    let (tenant, _) = try await standIn(call)
    let id: DeliveryID = try call.parameter("delivery")
    let catalogue = try? call.catalogue
    return try await call.hub.storage.read(in: tenant) { tx in
      guard let delivery = try tx.delivery(id) else { throw NotFound() }
      return .json(DeliveryView.json(delivery, try tx.attempts(of: id), in: catalogue))
    }
  }

  private static func answer<Act: Action>(_ action: Act, _ call: Call) async throws -> Answer
  where Act.Outcome == Delivery {
    try call.emptyBody()
    return .json(DeliveryView.json(try await perform(action, call)))
  }

  /// What the owner's admin asks for is done by the stand-in, and written into its audit log.
  static func perform<Act: Action>(_ action: Act, _ call: Call) async throws -> Delivery
  where Act.Outcome == Delivery {
    let (tenant, standIn) = try await standIn(call)
    return try await call.hub.storage.perform(action, by: standIn.actor(in: tenant), call.moment)
  }
}

struct ConnectionBody {
  let connector: String
  let name: String
  let settings: JSONValue
  let secrets: JSONValue
  let mapping: JSONValue?

  static let schema = Schema.object(
    [
      "connector": .line(max: 100), "name": .line(max: Limits.nameBytes), "settings": .map(of: .anything),
      "secrets": .map(of: .text), "mapping": .named("ConnectionMapping"),
    ], required: ["connector", "name", "settings"])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let connector = fields.required("connector", .line(max: 100))
    let name = fields.required("name", .name)
    let settings = fields.required("settings", .any)
    secrets = fields.optional("secrets", .any) ?? [:]
    mapping = fields.optional("mapping", .any)
    (self.connector, self.name, self.settings) = try fields.finish(connector, name, settings)
  }

  func draft() throws -> ConnectionDraft {
    ConnectionDraft(
      connector: connector, name: name, settings: try settings.members(at: "/settings"),
      secrets: try secrets.members(at: "/secrets"), mapping: try mapping.map { try $0.connectionMapping() })
  }
}

struct ConnectionChangesBody {
  let name: String?
  let settings: JSONObject?
  let secrets: JSONObject?
  private let mappingValue: JSONValue?

  static let schema = Schema.object(
    [
      "name": .line(max: Limits.nameBytes), "settings": .map(of: .anything), "secrets": .map(of: .text),
      "mapping": .named("ConnectionMapping"),
    ], required: [])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    name = fields.optional("name", .name)
    settings = fields.optional("settings", .members)
    secrets = fields.optional("secrets", .members)
    mappingValue = fields.optional("mapping", .any)
    try fields.finish()
  }

  func mapping() throws -> ConnectionMapping? { try mappingValue.map { try $0.connectionMapping() } }
}

extension JSONShape where Value == JSONObject {
  fileprivate static var members: JSONShape {
    JSONShape<JSONValue>.any.map("an object") { $0.object }
  }
}

extension JSONValue {
  fileprivate func members(at pointer: String) throws -> JSONObject {
    guard let object else { throw InvalidInput(pointer, "is not an object") }
    return object
  }

  fileprivate func connectionMapping() throws -> ConnectionMapping {
    do { return try ConnectionMapping(jsonBytes: JSONWriter.bytes(of: self)) } catch {
      throw InvalidInput("/mapping", "is no mapping: take the one of GET /api/v1/connectors and change it")
    }
  }
}
