package import Federation
import Foundation
package import Ticketing

/// What happened to a ticket, in people's words.
package struct EventWords {
  private let place: TicketPlace
  private let desk: String
  private let agents: [String: String]
  private let teams: [String: String]
  private let fields: [String: String]

  init(_ facts: TicketFacts, _ place: TicketPlace) {
    self.init(desk: facts.chained.desk.name, agents: facts.agents, teams: facts.teams, fields: facts.fields, place)
  }

  package init(desk: String, agents: [Agent], teams: [Team], fields: [FieldDefinition], _ place: TicketPlace) {
    self.place = place
    self.desk = desk
    self.agents = Dictionary(agents.map { ($0.id.description, $0.name) }) { first, _ in first }
    self.teams = Dictionary(teams.map { ($0.id.description, $0.name) }) { first, _ in first }
    self.fields = Dictionary(fields.map { ("fields.\($0.key)", $0.name) }) { first, _ in first }
  }

  package func line(_ event: Event) -> String {
    let facts = event.facts
    var values = ["who": who(event.actor), "partner": facts.partner ?? event.actor.desk]
    values["from"] = facts.from
    values["to"] = facts.to
    values["number"] = facts.ticket.map { "#\($0.number)" } ?? ""
    values["until"] = facts.until.map(place.clock.short)
    let key = key(of: event)
    switch event.kind {
    case .changed, .fields: values["changes"] = place.list((facts.changes ?? []).map(change))
    case .priority:
      values["from"] = priority(facts.from)
      values["to"] = priority(facts.to)
    case .completed: values["to"] = facts.to.flatMap(ResolutionCode.init).map { place.word($0) } ?? facts.to
    case .opened, .status, .commented, .edited, .retracted, .released, .attached, .offered, .accepted, .declined,
      .withdrawn, .confirmed, .reworked, .recalled, .returned, .ended, .eta, .deadlines, .cancellation, .void,
      .outdated, .overdue, .parked, .dropped, .unlinked, .merged, .absorbed,
      .unmerged, .split, .adopted:
      break
    }
    return place.catalogue.text("event.\(key)", values) + reason(of: event)
  }

  /// The text's name: moves read otherwise at the desk that made them.
  private func key(of event: Event) -> String {
    switch event.kind {
    case .offered, .accepted, .declined, .withdrawn, .completed, .confirmed, .reworked, .recalled, .returned:
      event.origin == .partner ? "\(event.kind.rawValue)_there" : event.kind.rawValue
    case .commented: "commented_\((event.facts.audience ?? .internal).rawValue)"
    case .eta, .deadlines: event.facts.until == nil ? "\(event.kind.rawValue)_none" : event.kind.rawValue
    case .opened, .changed, .status, .edited, .retracted, .released, .attached, .ended, .priority, .fields,
      .cancellation, .void, .outdated, .overdue, .parked, .dropped, .unlinked, .merged, .absorbed,
      .unmerged, .split, .adopted:
      event.kind.rawValue
    }
  }

  /// What was said beside it.
  private func reason(of event: Event) -> String {
    guard let text = event.facts.text, !text.isEmpty else { return "" }
    switch event.kind {
    case .void: return ""
    case .opened, .changed, .status, .commented, .edited, .retracted, .released, .attached, .offered, .accepted,
      .declined, .withdrawn, .completed, .confirmed, .reworked, .recalled, .returned, .ended, .eta, .deadlines,
      .priority, .fields, .cancellation, .outdated, .overdue, .parked, .dropped, .unlinked, .merged, .absorbed,
      .unmerged, .split, .adopted:
      return place.catalogue.text("event.because", ["text": text])
    }
  }

  func who(_ author: Author) -> String {
    let name = AddressMask.masked(author.name)
    switch author.kind {
    case .system: return author.desk == desk || author.desk.isEmpty ? place.catalogue["event.itself"] : author.desk
    case .agent, .requester:
      if author.desk == desk || author.desk.isEmpty { return name.isEmpty ? role(author) : name }
      return name.isEmpty ? author.desk : place.catalogue.text("event.at_desk", ["name": name, "desk": author.desk])
    }
  }

  /// What stands for a name that is not let out.
  func role(_ author: Author) -> String { place.catalogue["event.role_\(author.kind.rawValue)"] }

  func change(_ change: TicketChange) -> String {
    let what = fields[change.what] ?? fieldName(change.what)
    guard !["description", "requester"].contains(change.what) else { return what }
    let (from, to) = (word(change.from, of: change.what), word(change.to, of: change.what))
    switch (from, to) {
    case (let from?, let to?): return place.catalogue.text("event.from_to", ["what": what, "from": from, "to": to])
    case (nil, let to?): return place.catalogue.text("event.set_to", ["what": what, "to": to])
    case (let from?, nil): return place.catalogue.text("event.cleared", ["what": what, "from": from])
    case (nil, nil): return what
    }
  }

  private func fieldName(_ what: String) -> String {
    let key = "field.\(what)"
    // Inside a sentence our own names begin small.
    if place.catalogue.has(key) {
      return place.catalogue[key].prefix(1).lowercased() + place.catalogue[key].dropFirst()
    }
    return String(what.dropFirst(what.hasPrefix("fields.") ? "fields.".count : 0))
  }

  /// A changed value as people know it; nil for none.
  private func word(_ value: String?, of what: String) -> String? {
    guard let value, !value.isEmpty else { return nil }
    switch what {
    case "team": return teams[value] ?? place.catalogue["event.somebody"]
    case "assignee": return agents[value] ?? place.catalogue["event.somebody"]
    case "type", "priority", "impact", "urgency":
      let key = "word.\(value)"
      return place.catalogue.has(key) ? place.catalogue[key] : value
    case _: return value
    }
  }

  private func priority(_ value: String?) -> String { value.flatMap(Priority.init).map { place.word($0) } ?? "" }
}
