package import ConnectorKit
import Federation
import Ticketing

/// One thing in which two of a connection's mappings differ, in people's words.
package struct MappingDifference: Sendable, Equatable {
  package let about: String
  package let before: String
  package let after: String

  /// All of them, in the order of the form.
  package static func all(
    from old: ConnectionMapping, to new: ConnectionMapping, _ catalogue: Catalogue
  ) -> [MappingDifference] {
    let none = catalogue["mapping.hole"]
    var found: [MappingDifference] = []
    func compare(_ about: String, _ before: String?, _ after: String?) {
      guard before != after else { return }
      found.append(MappingDifference(about: about, before: before ?? none, after: after ?? none))
    }
    func about(_ key: String, _ value: String) -> String { catalogue.text("words.about_\(key)", ["value": value]) }
    func meaning(_ status: MappedStatus?) -> String? {
      status.map { "\($0.name): \(catalogue["mapping.category_\($0.category.rawValue)"])" }
    }
    func name(_ id: String?, in mapping: ConnectionMapping) -> String? { id.map { mapping.status($0)?.name ?? $0 } }

    for id in ids(old.statuses.map(\.id), new.statuses.map(\.id)) {
      compare(about("status", id), meaning(old.status(id)), meaning(new.status(id)))
    }
    for category in StatusCategory.allCases {
      let words = about("shows", catalogue["mapping.category_\(category.rawValue)"])
      compare(words, name(old.shows[category], in: old), name(new.shows[category], in: new))
    }
    for status in ids(old.supplies.keys.sorted(), new.supplies.keys.sorted()) {
      let (before, after) = (old.supplies[status] ?? [:], new.supplies[status] ?? [:])
      for field in ids(before.keys.sorted(), after.keys.sorted()) {
        let words = catalogue.text(
          "words.about_supply", ["status": name(status, in: new) ?? status, "field": field])
        compare(words, before[field], after[field])
      }
    }
    compare(
      catalogue["words.takes_new"], catalogue[old.takesNew ? "connections.yes" : "connections.no"],
      catalogue[new.takesNew ? "connections.yes" : "connections.no"])
    for field in ids(old.opens.keys.sorted(), new.opens.keys.sorted()) {
      compare(about("open", field), old.opens[field], new.opens[field])
    }
    func audience(_ key: String, _ before: String, _ after: String) {
      compare(catalogue["words.\(key)"], catalogue["words.\(before)"], catalogue["words.\(after)"])
    }
    audience(
      "hears_public", "heard_\(old.hears.publicComments.rawValue)", "heard_\(new.hears.publicComments.rawValue)")
    audience(
      "hears_private", "heard_\(old.hears.privateComments.rawValue)", "heard_\(new.hears.privateComments.rawValue)")
    audience("tells_public", "told_\(old.tells.public.rawValue)", "told_\(new.tells.public.rawValue)")
    audience("tells_partner", "told_\(old.tells.partner.rawValue)", "told_\(new.tells.partner.rawValue)")
    func ours(_ priority: Priority?) -> String? { priority.map { catalogue["priority.\($0.rawValue)"] } }
    for theirs in ids(old.readsPriority.keys.sorted(), new.readsPriority.keys.sorted()) {
      compare(about("their_priority", theirs), ours(old.readsPriority[theirs]), ours(new.readsPriority[theirs]))
    }
    for priority in Priority.allCases {
      let words = about("our_priority", catalogue["priority.\(priority.rawValue)"])
      compare(words, old.writesPriority[priority], new.writesPriority[priority])
    }
    for type in TicketType.allCases {
      compare(about("type", catalogue["type.\(type.rawValue)"]), old.writesType[type], new.writesType[type])
    }
    return found
  }

  /// Those of either, each once.
  private static func ids(_ old: [String], _ new: [String]) -> [String] {
    var seen: Set<String> = []
    return (old + new).filter { seen.insert($0).inserted }
  }
}
