import Federation
import Foundation
import Storage
import StrictJSON
import Ticketing

/// A message between desks, without its content.
enum DeliveryView {
  static let schema = schema(attempts: .integer)
  static let detailSchema = schema(
    attempts: .list(
      .object([
        "number": .integer, "at": .time, "outcome": .text, "excerpt": .text,
        "cause": Schema.object(["word": .text, "values": .map(of: .text)]).orNull, "detail": Schema.text.orNull,
      ])))

  static func answer(_ delivery: Delivery, _: any DeskReader) -> Answer { .json(json(delivery)) }

  /// With the number of tries.
  package static func json(_ delivery: Delivery) -> JSONValue { json(delivery, attempts: JSONValue(delivery.attempts)) }

  /// With each try.
  ///
  /// - Parameter catalogue: of the reader's language; nil where there are no sentences.
  package static func json(
    _ delivery: Delivery, _ attempts: [Attempt], in catalogue: Catalogue? = nil
  ) -> JSONValue {
    json(
      delivery,
      attempts: .array(
        attempts.map {
          [
            "number": JSONValue($0.number), "at": JSONValue($0.at), "outcome": JSONValue($0.outcome),
            "excerpt": JSONValue($0.excerpt), "cause": json($0.cause),
            "detail": JSONValue(catalogue.flatMap($0.words)),
          ]
        }))
  }

  private static func json(_ delivery: Delivery, attempts: JSONValue) -> JSONValue {
    [
      "id": JSONValue(delivery.id), "direction": JSONValue(delivery.direction.rawValue),
      "state": JSONValue(delivery.state.rawValue), "reason": JSONValue(delivery.reason?.rawValue),
      "kind": JSONValue(delivery.kind.rawValue), "partnership": JSONValue(delivery.partnership),
      "handoff": JSONValue(handoff(of: delivery.lane)), "ticket": JSONValue(delivery.ticket),
      "seq": JSONValue(delivery.seq), "attempts": attempts, "created_at": JSONValue(delivery.createdAt),
      "finished_at": JSONValue(delivery.finishedAt),
    ]
  }

  private static func json(_ cause: AttemptCause?) -> JSONValue {
    guard let cause else { return .null }
    let values = cause.values.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
    return ["word": .string(cause.word), "values": .object(JSONObject(values))]
  }

  private static func handoff(of lane: LaneID) -> HandoffID? {
    switch lane {
    case .handoff(let id): id
    case .partnership, .outside: nil
    }
  }

  private static func schema(attempts: Schema) -> Schema {
    .object([
      "id": .id, "direction": .choice(of: Delivery.Direction.self), "state": .choice(of: Delivery.State.self),
      "reason": Schema.choice(of: ParkReason.self).orNull, "kind": .choice(of: Message.Kind.self),
      "partnership": .id, "handoff": .id.orNull, "ticket": .id.orNull, "seq": .integer, "attempts": attempts,
      "created_at": .time, "finished_at": .time.orNull,
    ])
  }
}
