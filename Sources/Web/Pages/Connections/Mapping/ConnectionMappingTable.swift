import ConnectorKit
import Federation
import Ticketing

/// A connection's mapping as tables to edit, each finding at the row that it is about.
struct ConnectionMappingTable {
  /// One choice for one of our words.
  struct Row {
    let field: String
    let ours: String
    let choices: [ChoiceView]
    let findings: [ConnectionFindingWords]
    let isWrong: Bool
  }

  /// One of their statuses.
  struct StatusRow {
    let statusID: String
    let statusName: String
    let meanings: [ChoiceView]
  }

  struct PriorityRow {
    let theirs: String
    let choices: [ChoiceView]
  }

  /// One of our words, and what is written for it.
  struct WordRow {
    let field: String
    let ours: String
    let written: String
  }

  struct SupplyRow {
    let statuses: [ChoiceView]
    let theirField: String
    let template: String
    let findings: [ConnectionFindingWords]
    let isWrong: Bool
  }

  struct OpenRow {
    let theirField: String
    let template: String
  }

  let statuses: [StatusRow]
  let statusFindings: [ConnectionFindingWords]
  let shows: [Row]
  let reads: [PriorityRow]
  let priorities: [WordRow]
  let types: [WordRow]
  let hearsPublic: [ChoiceView]
  let hearsPrivate: [ChoiceView]
  let tellsPublic: [ChoiceView]
  let tellsPartner: [ChoiceView]
  let takesNew: Bool
  let supplies: [SupplyRow]
  /// What is lacking with statuses that have no row.
  let supplyFindings: [ConnectionFindingWords]
  let opens: [OpenRow]
  /// What a template may speak of, as it is written there.
  let placeNames = SupplyTemplate.names.map { "{{\($0)}}" }

  /// So many empty rows stand at the end for what is added.
  private static let spare = 2

  init(
    _ form: ConnectionMappingForm, _ mapping: ConnectionMapping, findings: [ConnectionFinding], _ catalogue: Catalogue
  ) {
    func words(_ findings: [ConnectionFinding]) -> [ConnectionFindingWords] {
      var seen: [ConnectionFindingWords] = []
      for finding in findings {
        let words = ConnectionFindingWords(finding, in: mapping, catalogue)
        if !seen.contains(words) { seen.append(words) }
      }
      return seen
    }
    func theirs(_ chosen: String?) -> [ChoiceView] {
      let known = form.statuses.map { ChoiceView($0.id, $0.name, isChosen: $0.id == chosen) }
      guard let chosen, !chosen.isEmpty, !form.statuses.contains(where: { $0.id == chosen }) else { return known }
      return known + [ChoiceView(chosen, chosen, isChosen: true)]
    }
    func choices<Word: RawRepresentable<String> & CaseIterable>(
      _: Word.Type, _ area: String, _ chosen: String?
    ) -> [ChoiceView] {
      Word.allCases.map { ChoiceView($0.rawValue, catalogue["\(area)\($0.rawValue)"], chosen: chosen) }
    }
    statuses = (form.statuses.map { ($0.id, $0.name, $0.category) } + Self.blank(("", "", ""))).map {
      StatusRow(
        statusID: $0.0, statusName: $0.1, meanings: choices(StatusCategory.self, "mapping.category_", $0.2))
    }
    statusFindings = words(findings.filter { $0.pointer == "/statuses" })
    shows = StatusCategory.allCases.map { category in
      let own = words(findings.filter { $0.pointer == "/shows/\(category.rawValue)" })
      return Row(
        field: "show.\(category.rawValue)", ours: catalogue["mapping.category_\(category.rawValue)"],
        choices: theirs(form.shows[category]), findings: own, isWrong: !own.isEmpty)
    }
    reads = (form.reads.map { ($0.first, $0.second) } + Self.blank(("", ""))).map {
      PriorityRow(theirs: $0.0, choices: choices(Priority.self, "priority.", $0.1))
    }
    priorities = Priority.allCases.map {
      WordRow(
        field: "priority.\($0.rawValue)", ours: catalogue["priority.\($0.rawValue)"],
        written: form.writesPriority[$0] ?? "")
    }
    types = TicketType.allCases.map {
      WordRow(field: "type.\($0.rawValue)", ours: catalogue["type.\($0.rawValue)"], written: form.writesType[$0] ?? "")
    }
    hearsPublic = choices(HeardAudiences.Heard.self, "words.heard_", form.hears.publicComments.rawValue)
    hearsPrivate = choices(HeardAudiences.Heard.self, "words.heard_", form.hears.privateComments.rawValue)
    tellsPublic = choices(ToldAudiences.Told.self, "words.told_", form.tells.public.rawValue)
    tellsPartner = choices(ToldAudiences.Told.self, "words.told_", form.tells.partner.rawValue)
    takesNew = form.takesNew
    let lacking = findings.filter { $0.pointer.hasPrefix("/supplies/") }
    supplies = (form.supplies.map { ($0.status, $0.field, $0.template) } + Self.blank(("", "", ""))).map { row in
      let own = words(lacking.filter { $0.flaw == .lacks(field: row.1, status: row.0) })
      return SupplyRow(
        statuses: theirs(row.0), theirField: row.1, template: row.2, findings: own, isWrong: !own.isEmpty)
    }
    supplyFindings = words(
      lacking.filter { finding in
        !form.supplies.contains { finding.flaw == .lacks(field: $0.field, status: $0.status) }
      })
    opens = (form.opens.map { ($0.first, $0.second) } + Self.blank(("", ""))).map {
      OpenRow(theirField: $0.0, template: $0.1)
    }
  }

  private static func blank<Empty>(_ row: Empty) -> [Empty] { Array(repeating: row, count: spare) }
}
