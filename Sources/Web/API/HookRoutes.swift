import ConnectorKit
import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// Where external desks' webhooks come in.
enum HookRoutes {
  package static let all: [Route] = [
    Route(
      .post, "/hooks/{key}", "Takes an external desk's webhook in; 202 once it is on disk.", access: .open,
      body: .raw, status: 202, answer: .object(["applied": .integer, "known": .integer, "kept": .integer]),
      handle: receive)
  ]

  private static func receive(_ call: Call) async throws -> Answer {
    guard let claim = call.parameters["key"].flatMap({ TokenSecret.read($0, as: .hook) }),
      case .bytes(let body) = call.payload
    else { throw Problem.notFound }
    let storage = call.hub.storage
    let standIn = try await storage.read(in: claim.tenant) { try $0.standIn() }
    guard let standIn, ConstantTime.equal(standIn.hookHash, claim.secretHash) else { throw Problem.notFound }
    let connector = try call.hub.connections.catalogue.connector(
      standIn.connector, settings: standIn.settings, secrets: standIn.secrets)
    let hook = Hook(
      headers: call.headers.map { (name: $0.name.canonicalName, value: $0.value) }, body: body)
    let reports = try connector.read(hook, at: call.moment.now)
    let moment = call.moment
    let outcome = try await storage.write(in: claim.tenant) { tx in
      var moment = moment
      return try HearReports(reports).perform(in: tx, &moment)
    }
    return .json(
      [
        "applied": JSONValue(outcome.applied), "known": JSONValue(outcome.known), "kept": JSONValue(outcome.kept),
      ], status: 202)
  }
}
