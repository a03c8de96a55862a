import HTTPTypes
import StrictJSON
import Testing
import Web

@Suite("The OpenAPI document")
struct OpenAPIDocumentTests {
  private let routes = APIRoutes.all + OperatingRoutes.all

  private func document() throws -> JSONValue {
    try JSONReader.read(OpenAPIDocument.bytes(of: routes))
  }

  @Test("holds every route")
  func holdsEveryRoute() throws {
    let paths = try #require(try document()["paths"])
    for route in routes {
      let operation = paths[route.path]?[route.method.rawValue.lowercased()]
      #expect(operation?["summary"]?.string == route.summary, "\(route.method) \(route.path)")
    }
  }

  @Test("has what each of its references names")
  func resolvesReferences() throws {
    let document = try document()
    for reference in Set(references(in: document)) {
      let steps = reference.split(separator: "/")
      #expect(steps.first == "#")
      let found = steps.dropFirst().reduce(Optional(document)) { $0?[String($1)] }
      #expect(found != nil, "\(reference)")
    }
  }

  @Test("names every refusal that a route may give, each as a Problem")
  func namesRefusals() throws {
    let document = try document()
    let change = try #require(document["paths"]?["/api/v1/tickets/{ticket}"]?["patch"]?["responses"]?.object)
    let statuses = ["200", "400", "401", "403", "404", "408", "409", "412", "413", "415", "422", "429", "503"]
    #expect(change.members.map(\.key) == statuses)
    let life = try #require(document["paths"]?["/healthz"]?["get"]?["responses"]?.object)
    #expect(life.members.map(\.key) == ["200", "400"])
    let refusals = try #require(document["components"]?["responses"]?.object)
    for refusal in refusals.members {
      let schema = refusal.value["content"]?["application/problem+json"]?["schema"]?["$ref"]?.string
      #expect(schema == "#/components/schemas/Problem", "\(refusal.key)")
    }
  }

  @Test("gives each operation a name of its own")
  func namesOperations() throws {
    let paths = try #require(try document()["paths"]?.object)
    let names = paths.members.flatMap { $0.value.object?.members ?? [] }.compactMap { $0.value["operationId"]?.string }
    #expect(names.count == routes.count)
    #expect(Set(names).count == names.count)
  }

  @Test("names each schema once")
  func namesSchemasOnce() {
    #expect(Set(Schemas.all.map(\.name)).count == Schemas.all.count)
  }

  private func references(in value: JSONValue) -> [String] {
    switch value {
    case .object(let object):
      object.members.flatMap { member in
        member.key == "$ref" ? [member.value.string ?? ""] : references(in: member.value)
      }
    case .array(let elements): elements.flatMap(references)
    case .null, .bool, .number, .string: []
    }
  }
}

@Suite("The routes")
struct RouteTests {
  @Test("are told apart by method and shape of path")
  func areDistinct() {
    let places = (APIRoutes.all + OperatingRoutes.all).map { "\($0.method.rawValue) \($0.shape)" }
    #expect(Set(places).count == places.count)
  }

  @Test("of the API take a token, and say what they are for")
  func takeATokenAndSayWhatFor() {
    for route in APIRoutes.all {
      #expect(route.summary.hasSuffix("."), "\(route.path)")
      // A webhook's address is its own secret, and its connector asks for the far side's signature.
      guard !route.path.hasPrefix("/hooks/") else { continue }
      #expect(route.access == .token, "\(route.path)")
      #expect(route.path.hasPrefix("/api/v1/"))
    }
  }
}
