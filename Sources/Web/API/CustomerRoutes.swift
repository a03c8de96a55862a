import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

enum CustomerRoutes {
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/customers", "The organisations that this desk serves.", query: QueryParameter.paging,
      answer: .page(of: "Customer"), handle: list),
    Route(
      .post, "/api/v1/customers", "Adds a customer.", body: .json(schema(required: ["name"]), isOptional: false),
      status: 201, answer: .named("Customer"), handle: add),
    Route(.get, "/api/v1/customers/{customer}", "One customer.", answer: .named("Customer"), handle: show),
    Route(
      .patch, "/api/v1/customers/{customer}", "Changes a customer.",
      body: .json(schema(required: []), isOptional: false), answer: .named("Customer"), handle: change),
  ]

  private static func schema(required: [String]) -> Schema {
    .object(
      ["name": .line(max: Limits.nameBytes), "note": Schema.lines(max: Limits.reasonBytes).orNull], required: required)
  }

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await call.read { Call.list(try $0.customers(page), CustomerView.json) }
  }

  private static func show(_ call: Call) async throws -> Answer {
    let id: CustomerID = try call.parameter("customer")
    return try await call.read { tx in
      guard let customer = try tx.customer(id) else { throw NotFound() }
      return .json(CustomerView.json(customer))
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    let action = try call.body { fields throws(JSONProblems) in
      let name = fields.required("name", .name)
      let note = fields.nullable("note", .text(max: Limits.reasonBytes)).orNil
      return AddCustomer(name: try fields.finish(name), note: note)
    }
    return try await call.write(action) { customer, _ in
      .created(CustomerView.json(customer), at: "/api/v1/customers/\(customer.id)")
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let id: CustomerID = try call.parameter("customer")
    let action = try call.body { fields throws(JSONProblems) in
      ChangeCustomer(
        id, name: fields.optional("name", .name),
        note: fields.nullable("note", .text(max: Limits.reasonBytes)).setting)
    }
    return try await call.write(action) { customer, _ in .json(CustomerView.json(customer)) }
  }
}
