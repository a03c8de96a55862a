import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

enum RequesterRoutes {
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/requesters", "Who asked this desk for help.", query: QueryParameter.paging,
      answer: .page(of: "Requester"), handle: list),
    Route(
      .post, "/api/v1/requesters", "Adds a requester; without a name, the address stands for it.",
      body: .json(newSchema, isOptional: false), status: 201, answer: .named("Requester"), handle: add),
    Route(.get, "/api/v1/requesters/{requester}", "One requester.", answer: .named("Requester"), handle: show),
    Route(
      .patch, "/api/v1/requesters/{requester}", "Changes a requester; the address stays.",
      body: .json(changeSchema, isOptional: false), answer: .named("Requester"), handle: change),
  ]

  private static let newSchema = Schema.object(
    [
      "email": .email, "name": .line(max: Limits.nameBytes),
      "phone": Schema.line(max: Limits.nameBytes).orNull, "customer": Schema.id.orNull,
    ], required: ["email"])

  private static let changeSchema = Schema.object(
    [
      "name": .line(max: Limits.nameBytes), "phone": Schema.line(max: Limits.nameBytes).orNull,
      "customer": Schema.id.orNull,
    ], required: [])

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await call.read { tx in
      var people = PeopleCache(tx)
      let requesters = try tx.requesters(page)
      try people.look(at: requesters.items)
      return try Call.list(requesters) { try RequesterView.json($0, &people) }
    }
  }

  private static func show(_ call: Call) async throws -> Answer {
    let id: RequesterID = try call.parameter("requester")
    return try await call.read { tx in
      guard let requester = try tx.requester(id) else { throw NotFound() }
      return try answer(requester, tx)
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    let action = try call.body { fields throws(JSONProblems) in
      let email = fields.required("email", .email)
      let name = fields.optional("name", .name)
      let phone = fields.nullable("phone", .name).orNil
      let customer = fields.nullable("customer", JSONShape<CustomerID>.id()).orNil
      let address = try fields.finish(email)
      return AddRequester(email: address, name: name ?? address.text, phone: phone, customer: customer)
    }
    return try await call.write(action) { requester, tx in
      var people = PeopleCache(tx)
      return .created(try RequesterView.json(requester, &people), at: "/api/v1/requesters/\(requester.id)")
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let id: RequesterID = try call.parameter("requester")
    let action = try call.body { fields throws(JSONProblems) in
      ChangeRequester(
        id, name: fields.optional("name", .name), phone: fields.nullable("phone", .name).setting,
        customer: fields.nullable("customer", JSONShape<CustomerID>.id()).setting)
    }
    return try await call.write(action, answer)
  }

  @Sendable private static func answer(_ requester: Requester, _ tx: any DeskReader) throws -> Answer {
    var people = PeopleCache(tx)
    return .json(try RequesterView.json(requester, &people))
  }
}
