package import ConnectorKit
import DeskActions
import Federation
import Storage
package import StrictJSON
import Ticketing

/// A connection as its desk sees it; secrets are named, and never shown.
enum ConnectionView {
  static let schema = Schema.object([
    "id": .id, "connector": .text, "name": .text, "state": .choice(of: Connection.State.self),
    "settings": .map(of: .anything), "secrets": .list(.text), "mapping": .named("ConnectionMapping"),
    "version": .integer, "partnership": Schema.id.orNull, "created_at": .time,
  ])

  static let newSchema = schema.adding(["hook_url": .text])

  static func json(_ connection: Connection) throws -> JSONValue {
    [
      "id": JSONValue(connection.id), "connector": JSONValue(connection.connector), "name": JSONValue(connection.name),
      "state": JSONValue(connection.state.rawValue), "settings": try JSONReader.read(connection.settings),
      "secrets": .array(connection.secrets.keys.sorted().map { .string($0) }),
      "mapping": try JSONReader.read(connection.mapping), "version": JSONValue(connection.version),
      "partnership": JSONValue(connection.partnership), "created_at": JSONValue(connection.createdAt),
    ]
  }

  static func answer(_ connection: Connection, _: any DeskReader) throws -> Answer { .json(try json(connection)) }
}

package enum ConnectorView {
  static let schema = Schema.object([
    "connector": .text, "title": .text, "settings": .anything, "secrets": .anything,
    "statuses": .list(
      .object(["id": .text, "name": .text, "category": .text, "needs": .list(.text), "final": .flag])),
    "mapping": .named("ConnectionMapping"),
  ])

  package static func json(_ type: any Connector.Type) throws -> JSONValue {
    [
      "connector": .string(type.kind), "title": .string(type.title),
      "settings": .object(type.schema.jsonSchema()), "secrets": .object(type.schema.jsonSchema(ofSecrets: true)),
      "statuses": .array(
        type.vocabulary.statuses.map {
          [
            "id": .string($0.id), "name": .string($0.name), "category": .string($0.category.rawValue),
            "needs": .array($0.needs.map { .string($0) }), "final": .bool($0.isFinal),
          ]
        }),
      "mapping": try JSONReader.read(try ConnectionMapping.standard(type.vocabulary).jsonBytes),
    ]
  }
}

package enum ConnectionMappingView {
  static let schema = Schema.object(
    [
      "statuses": .list(
        .object(["id": .text, "name": .text, "category": .choice(of: StatusCategory.self)])),
      "shows": .map(of: .text), "reads_priority": .map(of: .choice(of: Priority.self)),
      "writes_priority": .map(of: .text), "writes_type": .map(of: .text),
      "hears": .object([
        "public_comments": .choice(of: HeardAudiences.Heard.self),
        "private_comments": .choice(of: HeardAudiences.Heard.self),
      ]),
      "tells": .object([
        "public": .choice(of: ToldAudiences.Told.self), "partner": .choice(of: ToldAudiences.Told.self),
      ]), "takes_new": .flag, "supplies": .map(of: .map(of: .text)), "opens": .map(of: .text),
    ])

  package static func json(_ finding: ConnectionFinding) -> JSONValue {
    [
      "rule": .string(finding.rule.rawValue), "severity": .string(finding.severity.rawValue),
      "pointer": .string(finding.pointer), "path": .array(finding.path.map { .string($0) }),
      "detail": .string(finding.detail),
    ]
  }
}

enum KeptReportView {
  static let schema = Schema.object([
    "id": .id, "external": .text, "state": .choice(of: KeptReport.State.self), "reason": Schema.text.orNull,
    "received_at": .time, "report": .anything,
  ])

  static func json(_ report: KeptReport) -> JSONValue {
    [
      "id": JSONValue(report.id), "external": .string(report.external), "state": JSONValue(report.state.rawValue),
      "reason": JSONValue(report.reason), "received_at": JSONValue(report.receivedAt),
      "report": (try? JSONReader.read(report.report)) ?? .null,
    ]
  }
}
