import Storage
import StrictJSON
import Ticketing

enum DeskView {
  static let schema = Schema.object([
    "id": .id, "slug": .text, "name": .text, "passes_through": .flag, "created_at": .time,
  ])

  /// The federation id stays out: it is the desk's secret name.
  static func json(_ record: DeskRecord) -> JSONValue {
    [
      "id": JSONValue(record.tenant.id), "slug": JSONValue(record.tenant.slug), "name": JSONValue(record.tenant.name),
      "passes_through": JSONValue(record.passesThrough), "created_at": JSONValue(record.tenant.createdAt),
    ]
  }
}
