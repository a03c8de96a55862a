import DeskActions
import Federation
import Storage
import StrictJSON
import Ticketing

/// A mapping in the order of the wire words and of the desk's statuses.
struct MappingView {
  private let statuses: StatusBook

  init(statuses: StatusBook) { self.statuses = statuses }

  /// How many statuses, labels or fields one may name.
  static let most = 1_000

  private static let status = Schema.line(max: Limits.nameBytes)
  private static let key = Schema.line(max: Limits.nameBytes)

  /// A status is given as an id, and taken as an id or a name.
  static let schema = Schema.object(
    [
      "in": .object(StatusCategory.allCases.map { ($0.rawValue, status) }, required: []),
      "out": .map(of: .choice(of: StatusCategory.self), max: most),
      "events": .object(MappedEvent.allCases.map { ($0.rawValue, status) }, required: []),
      "labels": .map(of: status, max: most), "fields": .list(.object(["theirs": key, "ours": key]), max: most),
    ], required: ["in", "out"])

  /// The mapping in force: the desk's own, or the default spelled out.
  package func json(of partnership: Partnership) -> JSONValue { json(partnership.mapping ?? .standard(statuses)) }

  package func json(_ mapping: Mapping) -> JSONValue {
    let inward = StatusCategory.allCases.compactMap { category in
      mapping.in[category].map { (category.rawValue, JSONValue($0)) }
    }
    let outward = statuses.statuses.compactMap { status in
      mapping.out[status.id].map { (status.id.description, JSONValue($0.rawValue)) }
    }
    let events = MappedEvent.allCases.compactMap { event in
      mapping.events[event].map { (event.rawValue, JSONValue($0)) }
    }
    let labels = mapping.labels.sorted { $0.key < $1.key }.map { ($0.key, JSONValue($0.value)) }
    return [
      "in": .object(JSONObject(inward)), "out": .object(JSONObject(outward)), "events": .object(JSONObject(events)),
      "labels": .object(JSONObject(labels)),
      "fields": .array(mapping.fields.map { ["theirs": JSONValue($0.theirs), "ours": JSONValue($0.ours)] }),
    ]
  }
}

enum FindingView {
  static let schema = Schema.object([
    "rule": .choice(of: MappingFinding.Rule.self), "severity": .choice(of: MappingFinding.Severity.self),
    "path": .list(.text), "detail": .text,
  ])

  static let verdictSchema = Schema.object(["ok": .flag, "findings": .list(.named("MappingFinding"))])

  /// Whether the mapping would be kept, and what the checker holds against it.
  static func verdict(_ findings: [MappingFinding]) -> JSONValue {
    ["ok": JSONValue(!findings.contains { $0.severity == .error }), "findings": json(findings)]
  }

  package static func json(_ findings: [MappingFinding]) -> JSONValue {
    .array(
      findings.map {
        [
          "rule": JSONValue($0.rule.rawValue), "severity": JSONValue($0.severity.rawValue),
          "path": JSONValue($0.path), "detail": JSONValue($0.detail),
        ]
      })
  }
}
