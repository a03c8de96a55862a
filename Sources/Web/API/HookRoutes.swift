import ConnectorKit
import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// Where external desks' webhooks come in, and what they ask for that speak a protocol of their own.
enum HookRoutes {
  package static let all: [Route] =
    [
      Route(
        .post, "/hooks/{key}", "Takes an external desk's webhook in; 202 once it is on disk.", access: .open,
        body: .raw, status: 202, answer: .object(["applied": .integer, "known": .integer, "kept": .integer]),
        handle: receive)
    ]
    + [(HTTPRequest.Method.get, "Tells"), (.post, "Takes in"), (.put, "Changes"), (.delete, "Takes away")].map {
      method, verb in
      Route(
        method, "/hooks/{key}/{kind}/{thing}",
        "\(verb) a thing of an external desk's own protocol, whose answers they are.", access: .open,
        body: method == .get || method == .delete ? .none : .raw, answer: .map(of: .anything), handle: receive)
    }

  private static func receive(_ call: Call) async throws -> Answer {
    guard let claim = call.parameters["key"].flatMap({ TokenSecret.read($0, as: .hook) }),
      case .bytes(let body) = call.payload
    else { throw Problem.notFound }
    let storage = call.hub.storage
    let standIn = try await storage.read(in: claim.tenant) { try $0.standIn() }
    guard let standIn, ConstantTime.equal(standIn.hookHash, claim.secretHash) else { throw Problem.notFound }
    let connector = try call.hub.connections.catalogue.connector(
      standIn.connector, settings: standIn.settings, secrets: standIn.secrets)
    let path = ["kind", "thing"].compactMap { call.parameters[$0]?.removingPercentEncoding }
    let hook = Hook(
      method: call.method, headers: call.headers.map { (name: $0.name.canonicalName, value: $0.value) },
      path: path.joined(separator: "/"), body: body)
    let heard = try connector.hear(hook, at: call.moment.now)
    let outcome = try await keep(heard, of: claim.tenant, knowing: try KnownMapping(standIn.mapping), call)
    switch heard.answer {
    case .json(let value, let status): return .json(value, status: status)
    case .ticket(let external):
      let shown = try await storage.read(in: claim.tenant) { try ShowOutside(external: external)(in: $0) }
      let words = connector.show(shown)
      guard !words.isNull else { throw Problem.notFound }
      return .json(words)
    case .file(let event, let external): return try await file(event, external, of: claim.tenant, call.hub)
    case nil:
      return .json(
        [
          "applied": JSONValue(outcome.applied), "known": JSONValue(outcome.known), "kept": JSONValue(outcome.kept),
        ], status: 202)
    }
  }

  /// Nothing is written where there is nothing to keep.
  private static func keep(
    _ heard: Heard, of standIn: TenantID, knowing mapping: KnownMapping, _ call: Call
  ) async throws -> HearReports.Outcome {
    guard !heard.reports.isEmpty || !heard.learnt.isEmpty else { return HearReports.Outcome() }
    let moment = call.moment
    return try await call.hub.storage.write(in: standIn) { tx in
      var moment = moment
      try KeepLearnt(heard.learnt).perform(in: tx, moment)
      return try HearReports(heard.reports, knowing: mapping).perform(in: tx, &moment)
    }
  }

  /// A file that the external desk was told of; of those that are for this side's eyes only, it was told of none.
  private static func file(
    _ event: EventID, _ external: String, of standIn: TenantID, _ hub: Hub
  ) async throws -> Answer {
    let attachment = try await hub.storage.read(in: standIn) { tx in
      try tx.outsideTicket(external: external).flatMap { try tx.attachment(event: event, on: $0.ticket) }
    }
    guard let attachment, attachment.audience != .internal else { throw Problem.notFound }
    return try await AttachmentRoutes.answer(attachment, of: standIn, hub)
  }
}
