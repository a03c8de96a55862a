package import Federation
package import FormData
package import StrictJSON
package import Ticketing

/// A mapping as it stands in the form: it may have holes, and say one thing twice.
package struct MappingForm: Sendable, Equatable {
  package struct Pair: Sendable, Equatable {
    package let theirs: String
    package let ours: String
  }

  /// Status ids, by category.
  package private(set) var inward: [StatusCategory: String] = [:]
  /// Categories, by status id.
  package private(set) var outward: [String: String] = [:]
  package private(set) var events: [MappedEvent: String] = [:]
  package private(set) var labels: [Pair] = []
  package private(set) var fields: [Pair] = []

  package init(_ mapping: Mapping) {
    inward = mapping.in.mapValues(\.description)
    for (status, category) in mapping.out { outward[status.description] = category.rawValue }
    events = mapping.events.mapValues(\.description)
    labels = mapping.labels.sorted { $0.key < $1.key }.map { Pair(theirs: $0.key, ours: $0.value.description) }
    fields = mapping.fields.map { Pair(theirs: $0.theirs, ours: $0.ours) }
  }

  package init(_ form: FormFields) {
    for category in StatusCategory.allCases { inward[category] = Self.chosen(form["in.\(category.rawValue)"]) }
    for event in MappedEvent.allCases { events[event] = Self.chosen(form["event.\(event.rawValue)"]) }
    for name in form.names where name.hasPrefix("out.") {
      outward[String(name.dropFirst("out.".count))] = Self.chosen(form[name])
    }
    labels = Self.pairs(form.all("label"), form.all("label_status"))
    fields = Self.pairs(form.all("their_field"), form.all("our_field"))
  }

  /// As the API would get it.
  package var json: JSONValue {
    let shown = StatusCategory.allCases.compactMap { word in
      inward[word].map { (word.rawValue, JSONValue($0)) }
    }
    let said = outward.sorted { $0.key < $1.key }.map { ($0.key, JSONValue($0.value)) }
    let moved = MappedEvent.allCases.compactMap { word in events[word].map { (word.rawValue, JSONValue($0)) } }
    return [
      "in": .object(JSONObject(shown)), "out": .object(JSONObject(said)), "events": .object(JSONObject(moved)),
      "labels": .object(JSONObject(labels.map { ($0.theirs, JSONValue($0.ours)) })),
      "fields": .array(fields.map { ["theirs": JSONValue($0.theirs), "ours": JSONValue($0.ours)] }),
    ]
  }

  private static func chosen(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

  /// Rows whose own word is empty are taken away.
  private static func pairs(_ theirs: [String], _ ours: [String]) -> [Pair] {
    zip(theirs, ours).compactMap { theirs, ours in
      let word = theirs.trimmingPrefix(while: \.isWhitespace)
      return word.isEmpty ? nil : Pair(theirs: String(word), ours: ours)
    }
  }
}
