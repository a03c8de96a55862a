import DeskActions
import Federation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// Names for a field that somebody types in: a few of those that begin so, at the desk of the session.
enum SuggestionPages {
  /// How many are suggested at once.
  static let most = 12

  static let routes: [Route] = [
    route("agents") { tx, text in
      try tx.agents(beginning: text, limit: most).map { ($0.pickedText, $0.pickedText) }
    },
    route("teams") { tx, text in try tx.teams(beginning: text, limit: most).map { ($0.name, $0.name) } },
    route("partners") { tx, text in
      try tx.partnerships(beginning: text, limit: most).map { ($0.partnerName, $0.partnerName) }
    },
    route("requesters") { tx, text in
      try tx.requesters(beginning: text, limit: most).compactMap { requester in
        requester.email.map { ($0.text, requester.pickedText) }
      }
    },
  ]

  private static func route(
    _ kind: String,
    _ find: @escaping @Sendable (any DeskReader, String) throws -> [(value: String, label: String)]
  ) -> Route {
    Route(
      .get, "/desk/{desk}/suggestions/\(kind)", "Names that begin as somebody typed.", face: .page,
      access: .session(.light), answer: nil
    ) { call in
      let text = String((call.text("q") ?? "").prefix(100))
      guard text.contains(where: { !$0.isWhitespace }) else { return .json(["items": []]) }
      return try await call.read { tx in
        let items = try find(tx, text).map {
          ["value": JSONValue($0.value), "label": JSONValue($0.label)] as JSONValue
        }
        return .json(["items": .array(items)])
      }
    }
  }
}
