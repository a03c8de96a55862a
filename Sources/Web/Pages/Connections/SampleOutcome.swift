import ConnectorKit
import DeskActions
import FormData
import Foundation
import Storage
import StrictJSON
import Ticketing

/// What a sample says under settings that need not be saved, in words.
struct SampleOutcome {
  struct Line {
    let about: String
    let place: String
    let value: String
  }

  struct Flaw {
    let about: String
    let detail: String
    let isRefusal: Bool
  }

  struct Request {
    let about: String
    let written: String
  }

  /// What the sample would make here.
  let heard: [ReportRow]
  let hasHeard: Bool
  let found: [Line]
  let hasFound: Bool
  let flaws: [Flaw]
  let requests: [Request]
  let hasRequests: Bool

  init(
    _ reading: SampleReading, _ type: any Connector.Type, _ mapping: ConnectionMapping, _ clock: PageClock,
    _ catalogue: Catalogue
  ) {
    let words = ConnectorWords(type, catalogue)
    func about(_ setting: String?) -> String {
      setting.flatMap { key in type.schema.fields.first { $0.key == key } }.map(words.label)
        ?? catalogue["connections.sample"]
    }
    heard = reading.reports.compactMap { report in
      guard let bytes = try? report.jsonBytes else { return nil }
      let kept = KeptReport(
        id: .first, external: report.ticket.id, key: report.key, receivedAt: clock.now, state: .done, report: bytes)
      return ReportRow(kept, mapping, clock, catalogue)
    }
    hasHeard = !heard.isEmpty
    found = reading.found.map { Line(about: about($0.setting), place: $0.place, value: $0.value) }
    hasFound = !found.isEmpty
    flaws = reading.findings.map { Flaw(about: about($0.setting), detail: $0.detail, isRefusal: $0.isRefusal) }
    requests = reading.requests.map { request in
      let head = ["\(request.method) \(request.url)"] + request.headers.map { "\($0): …" }
      return Request(
        about: about(request.setting),
        written: head.joined(separator: "\n") + (request.body.isEmpty ? "" : "\n\n\(request.body)"))
    }
    hasRequests = !requests.isEmpty
  }

  /// What was sent, with what was chosen among a sample's values in the settings.
  static func form(_ type: any Connector.Type, _ call: Call) throws -> FormFields {
    let form = try call.form()
    return (type as? any SampleReader.Type).map { SamplePointing.chosen(form, $0) } ?? form
  }

  /// Reads the sample of a form by the form's own settings; nil where the connector needs no samples.
  static func read(
    _ type: any Connector.Type, _ form: FormFields, _ mapping: ConnectionMapping, _ call: Call
  ) throws -> SampleOutcome? {
    guard let reader = type as? any SampleReader.Type else { return nil }
    let reading = try SampleRoutes.reading(
      of: form["sample"] ?? "", by: reader, settings: ConnectionForm.object(form, by: type.schema, secrets: false),
      at: call.moment.now)
    return SampleOutcome(reading, type, mapping, try call.clock, try call.catalogue)
  }
}

extension SettingsRefusal {
  /// Whether nothing is wrong but that something is not given yet.
  var isUnfinished: Bool { problems.allSatisfy { $0.rule == .missing } }
}
