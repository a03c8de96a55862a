package import Storage
package import StrictJSON
import Ticketing

package enum DeskView {
  static let schema = Schema.object([
    "id": .id, "slug": .text, "name": .text, "passes_through": .flag,
    "language": .choice(of: Language.self), "idle_minutes": .integer, "asks_second_step": .flag,
    "reopen_days": .integer,
    "created_at": .time,
  ])

  /// The federation id stays out: it is the desk's secret name.
  package static func json(_ record: DeskRecord) -> JSONValue {
    [
      "id": JSONValue(record.tenant.id), "slug": JSONValue(record.tenant.slug), "name": JSONValue(record.tenant.name),
      "passes_through": JSONValue(record.passesThrough), "language": JSONValue(record.language.rawValue),
      "idle_minutes": JSONValue(record.idleLimit.minutes), "asks_second_step": .bool(record.secondStepSince != nil),
      "reopen_days": JSONValue(record.reopenDays),
      "created_at": JSONValue(record.tenant.createdAt),
    ]
  }
}
