import ConnectorKit
import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// Setting a connection up anew: its name, its settings, and secrets in the place of others.
enum ConnectionSettingsPage {
  private static let path = ConnectionPage.path + "/settings"

  static let routes: [Route] = [
    Route(.get, path, "What a connection is set up with.", face: .page, access: .session(.admin), answer: nil) {
      try await show($0)
    },
    Route(
      .post, path, "Sets a connection up anew.", face: .page, access: .session(.admin), asksPassword: true,
      body: .form, answer: nil, handle: change),
    Route(
      .post, path + "/sample", "Says what a sample would say; nothing is kept.", face: .page,
      access: .session(.admin), body: .form, answer: nil, handle: sample),
    Route(
      .post, ConnectionPage.path + "/address", "Gives the webhook a new address and shows it.", face: .page,
      access: .session(.admin), asksPassword: true, body: .form, answer: nil, handle: renew),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let kind: String
    let action: String
    let back: String
    let calledName: String
    let nameProblem: String?
    let inputs: SettingInputs
    let problem: String?
    let sampler: ConnectionSetUpPage.Sampler?
  }

  /// - Parameters:
  ///   - form: as it was typed, where nothing is wrong with it.
  ///   - outcome: what its sample says.
  private static func show(
    _ call: Call, _ refused: RefusedForm? = nil, form: FormFields? = nil, _ outcome: SampleOutcome? = nil
  ) async throws -> Answer {
    let form = refused?.form ?? form
    let (linked, catalogue) = (try await call.linkedDesk(), try call.catalogue)
    guard let type = linked.type else { throw NotFound() }
    let words = ConnectorWords(type, catalogue)
    let wrong = (refused?.cause as? SettingsRefusal)?.words(type.schema, in: catalogue) ?? [:]
    let kept = (try? JSONReader.read(linked.connection.settings))?.object ?? JSONObject()
    let inputs = SettingInputs(type.schema) { field in
      let typed = form.map { ConnectionSetUpPage.typed(field, $0) }
      return SettingInput(
        field, value: typed ?? kept[field.key].map(ConnectionForm.text),
        isKept: linked.connection.secrets[field.key] != nil, wrong: wrong[ConnectionForm.name(of: field)], words)
    }
    let view = View(
      entries: try SettingsPages.entries(call, .connections), kind: type.title,
      action: try call.connectionPath("/settings"),
      back: try call.connectionPath(), calledName: form?["name"] ?? linked.connection.name,
      nameProblem: refused?.problem(with: "name"), inputs: inputs,
      problem: refused.map { wrong.isEmpty ? $0.problem.detail : catalogue["connections.not_saved"] },
      sampler: ConnectionSetUpPage.Sampler(type, form, outcome, words, catalogue))
    return try await call.show(
      "connections/settings", in: .settings, status: refused?.problem.status ?? 200
    ) { _ in (catalogue.text("connections.settings_title", ["name": linked.connection.name]), view) }
  }

  private static func sample(_ call: Call) async throws -> Answer {
    let linked = try await call.linkedDesk()
    guard let type = linked.type, let mapping = linked.mapping else { throw NotFound() }
    let form = try SampleOutcome.form(type, call)
    do {
      return try await show(call, form: form, try SampleOutcome.read(type, form, mapping, call))
    } catch let refusal as SettingsRefusal where refusal.isUnfinished {
      return try await show(call, form: form)
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let (linked, path, hub) = (try await call.linkedDesk(), try call.connectionPath(), call.hub)
    guard let type = linked.type else { throw NotFound() }
    do {
      let form = try call.form()
      let change = ChangeConnection(
        linked.connection.id, catalogue: hub.connections.catalogue, name: try JSONFields.name(in: form),
        settings: ConnectionForm.object(form, by: type.schema, secrets: false),
        secrets: ConnectionForm.object(form, by: type.schema, secrets: true))
      let changed = try await hub.storage.perform(change, by: try call.actor, call.moment)
      try await FollowConnection(changed).perform(hub.storage, hub.moment)
      return .seeOther("\(path)?done=saved")
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  private static func renew(_ call: Call) async throws -> Answer {
    let (linked, next) = (try await call.linkedDesk(), try call.connectionPath())
    guard let type = linked.type, linked.connection.isOpen, type.hasAddress else { throw NotFound() }
    if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
    let address = try await ConnectionRoutes.renewAddress(of: linked.connection, call)
    return try await call.conclude { tx in
      let view = try ConnectionSetUpPage.made(
        call, linked.connection.name, type, address: address, next: next, isRenewed: true)
      return try call.render("connections/address", title: "connections.address_title", in: .settings, view, tx)
    }
  }
}
