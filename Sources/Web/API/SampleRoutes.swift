import ConnectorKit
import DeskActions
import Foundation
import HTTPTypes
import StrictJSON
import Ticketing

/// What a webhook would say, seen before anything is saved.
enum SampleRoutes {
  package static let all: [Route] = [
    Route(
      .post, "/api/v1/connectors/{connector}/try",
      "Reads a webhook's body by settings that need not be saved: what it says, where each path points, and what would be sent.",
      body: .json(SampleBody.schema, isOptional: false), answer: .named("SampleReading"), handle: read)
  ]

  private static func read(_ call: Call) async throws -> Answer {
    try call.actor.require(.admin)
    let body = try call.body(SampleBody.init)
    let kind = call.parameters["connector"] ?? ""
    guard let type = call.hub.connections.catalogue[kind] else { throw Problem.notFound }
    guard let reader = type as? any SampleReader.Type else {
      throw Problem.conflict("\(type.title) needs no samples: what its webhooks say is known.")
    }
    let connector = try reader.init(try type.schema.read(body.settings, secrets: type.placeholders))
    return .json(try SampleReadingView.json(connector.reading(of: Array(body.sample.utf8), at: call.moment.now)))
  }
}

extension Connector {
  /// Something for each secret that is asked for: nothing is sent with it.
  fileprivate static var placeholders: JSONObject {
    JSONObject(
      schema.fields.filter { $0.isSecret && $0.isRequired }.map { ($0.key, .string("a secret not known yet")) })
  }
}

extension JSONShape where Value == JSONObject {
  fileprivate static var members: JSONShape {
    JSONShape<JSONValue>.any.map("an object") { $0.object }
  }
}

private struct SampleBody {
  let settings: JSONObject
  let sample: String

  private static let longestSample = 262_144

  static let schema = Schema.object(
    ["settings": .map(of: .anything), "sample": .lines(max: longestSample)])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let settings = fields.required("settings", .members)
    let sample = fields.required("sample", .text(max: Self.longestSample))
    (self.settings, self.sample) = try fields.finish(settings, sample)
  }
}
