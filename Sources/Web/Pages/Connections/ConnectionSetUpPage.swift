import ConnectorKit
import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The first step of setting a connection up: the connector's own settings, as its schema says. Where the external desk is
/// to send webhooks, the page that follows shows their address once.
enum ConnectionSetUpPage {
  private static let path = "/desk/{desk}/settings/connections/new/{connector}"

  static let routes: [Route] = [
    Route(.get, path, "Where a connection is set up.", face: .page, access: .session(.admin), answer: nil) {
      try await show($0)
    },
    Route(
      .post, path, "Sets a connection up.", face: .page, access: .session(.admin), asksPassword: true, body: .form,
      answer: nil, handle: create),
    Route(
      .post, path + "/sample", "Says what a sample would say; nothing is kept.", face: .page,
      access: .session(.admin), body: .form, answer: nil, handle: sample),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let kind: String
    let about: String?
    let steps: [String]
    let hasSteps: Bool
    let action: String
    let back: String
    let calledName: String
    let nameProblem: String?
    let inputs: SettingInputs
    let problem: String?
    let sampler: Sampler?
  }

  /// Where a sample is tried, of a connector that an admin teaches to read.
  struct Sampler {
    let isSampled: Bool
    let sampleText: String
    let outcome: SampleOutcome?
    let pointing: SamplePointing?
    /// Whether the sample says nothing yet, since what must be pointed at is not.
    let isUnpointed: Bool

    /// Nil where the connector needs no samples.
    init?(
      _ type: any Connector.Type, _ form: FormFields?, _ outcome: SampleOutcome?, _ words: ConnectorWords,
      _ catalogue: Catalogue
    ) {
      guard let reader = type as? any SampleReader.Type else { return nil }
      sampleText = form?["sample"] ?? ""
      isSampled = !sampleText.isEmpty
      self.outcome = outcome
      pointing = form.flatMap { SamplePointing(reader, $0, words, catalogue) }
      isUnpointed = isSampled && outcome == nil && pointing != nil
    }
  }

  struct MadeView {
    let entries: [SettingsPages.Entry]
    let name: String
    let kind: String
    let address: String
    let steps: [String]
    let hasSteps: Bool
    let next: String
    /// Whether it is a new address of a connection that there was already.
    let isRenewed: Bool
    /// Whether the address is one of mail.
    let isMail: Bool
  }

  private static func action(_ call: Call) throws -> String {
    try call.deskPath("/settings/connections/new/\(call.parameters["connector"] ?? "")")
  }

  /// The connector that the path names.
  private static func type(_ call: Call) throws -> any Connector.Type {
    guard let type = call.hub.connections.catalogue[call.parameters["connector"] ?? ""] else { throw NotFound() }
    return type
  }

  /// - Parameters:
  ///   - form: as it was typed, where nothing is wrong with it.
  ///   - outcome: what its sample says.
  private static func show(
    _ call: Call, _ refused: RefusedForm? = nil, form: FormFields? = nil, _ outcome: SampleOutcome? = nil
  ) async throws -> Answer {
    let form = refused?.form ?? form
    let (type, catalogue) = (try type(call), try call.catalogue)
    let words = ConnectorWords(type, catalogue)
    let wrong = (refused?.cause as? SettingsRefusal)?.words(type.schema, in: catalogue) ?? [:]
    let view = View(
      entries: try SettingsPages.entries(call, .connections), kind: type.title, about: words.about, steps: words.steps,
      hasSteps: !words.steps.isEmpty, action: try action(call), back: try call.deskPath("/settings/connections"),
      calledName: form?["name"] ?? type.title, nameProblem: refused?.problem(with: "name"),
      inputs: SettingInputs(type.schema) { field in
        let name = ConnectionForm.name(of: field)
        return SettingInput(
          field, value: form.map { typed(field, $0) }, isKept: false, wrong: wrong[name], words)
      },
      problem: refused.map { wrong.isEmpty ? $0.problem.detail : catalogue["connections.not_set_up"] },
      sampler: Sampler(type, form, outcome, words, catalogue))
    return try await call.show(
      "connections/set-up", in: .settings, status: refused?.problem.status ?? 200
    ) { _ in (catalogue.text("connections.set_up_title", ["kind": type.title]), view) }
  }

  private static func sample(_ call: Call) async throws -> Answer {
    let (type, form) = (try type(call), try SampleOutcome.form(try type(call), call))
    do {
      let outcome = try SampleOutcome.read(type, form, .standard(type.vocabulary), call)
      return try await show(call, form: form, outcome)
    } catch let refusal as SettingsRefusal where refusal.isUnfinished {
      return try await show(call, form: form)
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  static func typed(_ field: SettingsField, _ form: FormFields) -> String {
    let text = form[ConnectionForm.name(of: field)]
    return field.form == .flag ? String(text != nil) : text ?? ""
  }

  private static func create(_ call: Call) async throws -> Answer {
    let (type, form) = (try type(call), try call.form())
    do {
      if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
      let draft = ConnectionDraft(
        connector: type.kind, name: try JSONFields.name(in: form),
        settings: ConnectionForm.object(form, by: type.schema, secrets: false),
        secrets: ConnectionForm.object(form, by: type.schema, secrets: true), mapping: nil)
      let (made, address) = try await ConnectionRoutes.connect(draft, call)
      let next = try call.deskPath("/settings/connections/\(made.id)/begin")
      guard type.hasAddress, !address.isEmpty else {
        return try await call.conclude { _ in .seeOther("\(next)?done=connection_made") }
      }
      return try await call.conclude { tx in
        let view = try self.made(call, made.name, type, address: address, next: next, isRenewed: false)
        return try call.render("connections/address", title: "connections.address_title", in: .settings, view, tx)
      }
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  static func made(
    _ call: Call, _ name: String, _ type: any Connector.Type, address: String, next: String, isRenewed: Bool
  ) throws -> MadeView {
    let words = ConnectorWords(type, try call.catalogue)
    return MadeView(
      entries: try SettingsPages.entries(call, .connections), name: name, kind: type.title, address: address,
      steps: words.steps, hasSteps: !words.steps.isEmpty, next: next, isRenewed: isRenewed, isMail: type.takesMail)
  }
}
