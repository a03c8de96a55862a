package import ConnectorKit
import Federation
package import FormData
import Foundation
package import Ticketing

/// A connection's mapping as it stands in its form: with holes, and rows that say one thing twice.
package struct ConnectionMappingForm: Sendable, Equatable {
  /// Two things that are written beside one another.
  package struct Pair: Sendable, Equatable {
    package let first: String
    package let second: String
  }

  package struct Status: Sendable, Equatable {
    package let id: String
    package let name: String
    package let category: String
  }

  package struct Supply: Sendable, Equatable {
    package let status: String
    package let field: String
    package let template: String
  }

  package private(set) var statuses: [Status] = []
  /// Their statuses' ids, by category.
  package private(set) var shows: [StatusCategory: String] = [:]
  /// Their priorities with ours.
  package private(set) var reads: [Pair] = []
  package private(set) var writesPriority: [Priority: String] = [:]
  package private(set) var writesType: [TicketType: String] = [:]
  package private(set) var hears: HeardAudiences
  package private(set) var tells: ToldAudiences
  package private(set) var takesNew: Bool
  package private(set) var supplies: [Supply] = []
  /// Their fields of a new ticket with templates.
  package private(set) var opens: [Pair] = []

  package init(_ mapping: ConnectionMapping) {
    statuses = mapping.statuses.map { Status(id: $0.id, name: $0.name, category: $0.category.rawValue) }
    shows = mapping.shows
    reads = mapping.readsPriority.sorted { Self.order($0.key, $1.key) }.map {
      Pair(first: $0.key, second: $0.value.rawValue)
    }
    (writesPriority, writesType) = (mapping.writesPriority, mapping.writesType)
    (hears, tells, takesNew) = (mapping.hears, mapping.tells, mapping.takesNew)
    supplies = mapping.supplies.sorted { $0.key < $1.key }.flatMap { status, fields in
      fields.sorted { $0.key < $1.key }.map { Supply(status: status, field: $0.key, template: $0.value) }
    }
    opens = mapping.opens.sorted { $0.key < $1.key }.map { Pair(first: $0.key, second: $0.value) }
  }

  package init(_ form: FormFields) {
    let rows = zip(form.all("status"), zip(form.all("status_name"), form.all("status_meaning")))
    statuses = rows.compactMap { id, rest in
      let (id, name) = (Self.line(id), Self.line(rest.0))
      return id.isEmpty ? nil : Status(id: id, name: name.isEmpty ? id : name, category: rest.1)
    }
    for category in StatusCategory.allCases { shows[category] = Self.chosen(form["show.\(category.rawValue)"]) }
    reads = Self.pairs(form.all("their_priority"), form.all("our_priority"))
    for priority in Priority.allCases {
      writesPriority[priority] = Self.chosen(form["priority.\(priority.rawValue)"])
    }
    for type in TicketType.allCases { writesType[type] = Self.chosen(form["type.\(type.rawValue)"]) }
    let standard = (hears: HeardAudiences(), tells: ToldAudiences())
    hears = HeardAudiences(
      publicComments: .init(rawValue: form["hears_public"] ?? "") ?? standard.hears.publicComments,
      privateComments: .init(rawValue: form["hears_private"] ?? "") ?? standard.hears.privateComments)
    tells = ToldAudiences(
      public: .init(rawValue: form["tells_public"] ?? "") ?? standard.tells.public,
      partner: .init(rawValue: form["tells_partner"] ?? "") ?? standard.tells.partner)
    takesNew = form["takes_new"] != nil
    let templates = zip(form.all("supply_status"), zip(form.all("supply_field"), form.all("supply_text")))
    supplies = templates.compactMap { status, rest in
      let field = Self.line(rest.0)
      return field.isEmpty ? nil : Supply(status: status, field: field, template: Self.line(rest.1))
    }
    opens = Self.pairs(form.all("open_field"), form.all("open_text"))
  }

  /// What it makes of the mapping in force: of what the form does not speak of, that is kept.
  package func applied(to mapping: ConnectionMapping) -> ConnectionMapping {
    var mapping = mapping
    mapping.statuses = statuses.compactMap { status in
      StatusCategory(rawValue: status.category).map { MappedStatus(id: status.id, name: status.name, category: $0) }
    }
    mapping.shows = shows
    let known = reads.compactMap { pair in Priority(rawValue: pair.second).map { (pair.first, $0) } }
    mapping.readsPriority = Dictionary(known, uniquingKeysWith: { first, _ in first })
    (mapping.writesPriority, mapping.writesType) = (writesPriority, writesType)
    (mapping.hears, mapping.tells, mapping.takesNew) = (hears, tells, takesNew)
    mapping.supplies = [:]
    for supply in supplies { mapping.supplies[supply.status, default: [:]][supply.field] = supply.template }
    mapping.opens = Dictionary(opens.map { ($0.first, $0.second) }, uniquingKeysWith: { first, _ in first })
    return mapping
  }

  private static func chosen(_ text: String?) -> String? { text.map(line).flatMap { $0.isEmpty ? nil : $0 } }

  private static func line(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

  /// Rows whose first word is empty are taken away.
  private static func pairs(_ firsts: [String], _ seconds: [String]) -> [Pair] {
    zip(firsts, seconds).compactMap { first, second in
      let word = line(first)
      return word.isEmpty ? nil : Pair(first: word, second: line(second))
    }
  }

  /// Numbers by their size, words by their letters.
  private static func order(_ left: String, _ right: String) -> Bool {
    if let left = Int(left), let right = Int(right) { return left < right }
    return left < right
  }
}
