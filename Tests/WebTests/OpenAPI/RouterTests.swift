import Foundation
import HTTPTypes
import Hummingbird
import Logging
import StrictJSON
import Testing
import Web

@Suite("The router")
struct RouterTests {
  @Test("answers programs what the OpenAPI document describes, and nothing else")
  func agreesWithTheDocument() throws {
    let hub = Hub(
      storage: NoStorage(), blobs: SingleBlob(), now: { Date() }, seed: { 1 }, publicURL: "http://localhost",
      logger: Logger(label: "test"), readiness: Readiness())
    let pages = Set(HubRouter.routes.filter { $0.face == .page }.map { "\($0.method.rawValue) \(shape($0.path))" })
    let all = Set(HubRouter.make(hub).routes.map { "\($0.method.rawValue) \(shape($0.path.description))" })
    #expect(all.isSuperset(of: pages))
    let routed = all.subtracting(pages)
    let paths = try #require(try document()["paths"]?.object)
    let described = paths.members.flatMap { path, operations in
      (operations.object?.members ?? []).map { "\($0.key.uppercased()) \(shape(path))" }
    }
    #expect(routed == Set(described))
  }

  private func document() throws -> JSONValue {
    try JSONReader.read(OpenAPIDocument.bytes(of: HubRouter.routes.filter { $0.face == .api }))
  }

  /// Places with a parameter look alike, however each side writes them.
  private func shape(_ path: String) -> String {
    path.split(separator: "/").map { $0.hasPrefix("{") || $0.hasPrefix(":") ? "{}" : String($0) }
      .joined(separator: "/")
  }
}
