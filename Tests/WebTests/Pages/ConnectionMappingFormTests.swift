import ConnectorKit
import Federation
import FormData
import Testing
import Ticketing
import Web

@Suite("The form of a connection's mapping")
struct ConnectionMappingFormTests {
  private let catalogue: Catalogue
  private let mapping = ConnectionMapping(
    statuses: [
      MappedStatus(id: "1", name: "Open", category: .inProgress),
      MappedStatus(id: "6", name: "Done", category: .resolved),
    ],
    shows: [
      .new: "1", .inProgress: "1", .waitingForRequester: "1", .waitingForPartner: "1", .onHold: "1", .resolved: "6",
      .closed: "6", .cancelled: "6",
    ], readsPriority: ["1": .urgent, "10": .low, "2": .high], writesPriority: [.urgent: "1"],
    writesType: [.incident: "inc"], takesNew: false, supplies: ["6": ["close_notes": "{{resolution.text}}"]],
    opens: ["source": "Baton"])

  init() throws { catalogue = try Catalogue(installed: .english) }

  /// The fields as a browser sends them.
  private func sent(_ mapping: ConnectionMapping, _ changes: [(name: String, value: String)] = []) -> FormFields {
    let form = ConnectionMappingForm(mapping)
    var fields: [(name: String, value: String)] = []
    for status in form.statuses {
      fields += [("status", status.id), ("status_name", status.name), ("status_meaning", status.category)]
    }
    // The empty row at the end.
    fields += [("status", ""), ("status_name", ""), ("status_meaning", "new")]
    for (category, id) in form.shows { fields.append(("show.\(category.rawValue)", id)) }
    for pair in form.reads { fields += [("their_priority", pair.first), ("our_priority", pair.second)] }
    for priority in Priority.allCases {
      fields.append(("priority.\(priority.rawValue)", form.writesPriority[priority] ?? ""))
    }
    for type in TicketType.allCases { fields.append(("type.\(type.rawValue)", form.writesType[type] ?? "")) }
    for supply in form.supplies {
      fields += [("supply_status", supply.status), ("supply_field", supply.field), ("supply_text", supply.template)]
    }
    for pair in form.opens { fields += [("open_field", pair.first), ("open_text", pair.second)] }
    if form.takesNew { fields.append(("takes_new", "on")) }
    let changed = Set(changes.map(\.name))
    return FormFields(fields.filter { !changed.contains($0.name) } + changes)
  }

  @Test("gives the same mapping back where nothing was typed")
  func isFaithful() {
    #expect(ConnectionMappingForm(sent(mapping)).applied(to: mapping) == mapping)
  }

  @Test("shows priorities that are numbers by their size")
  func sorts() {
    #expect(ConnectionMappingForm(mapping).reads.map(\.first) == ["1", "2", "10"])
  }

  @Test("takes empty rows away, and a status without a name by its word")
  func takesAway() {
    let form = ConnectionMappingForm(
      FormFields([
        ("status", " 7 "), ("status_name", ""), ("status_meaning", "onHold"), ("status", ""), ("status_name", "x"),
        ("status_meaning", "new"), ("supply_status", "7"), ("supply_field", " "), ("supply_text", "y"),
      ]))
    #expect(form.applied(to: mapping).statuses == [MappedStatus(id: "7", name: "7", category: .onHold)])
    #expect(form.applied(to: mapping).supplies.isEmpty)
  }

  @Test("every finding has words and a way in every language, in people's words", arguments: Language.allCases)
  func wordsFindings(_ language: Language) throws {
    let catalogue = try Catalogue(installed: language)
    let vocabulary = Vocabulary(
      statuses: [
        NativeStatus("1", "Open", .inProgress), NativeStatus("6", "Done", .resolved, needs: ["close_notes"]),
        NativeStatus("9", "Gone", .cancelled),
      ], conversation: [])
    var broken = mapping
    broken.statuses.append(MappedStatus(id: "1", name: "Open", category: .inProgress))
    broken.statuses.append(MappedStatus(id: "9", name: "Gone", category: .cancelled))
    broken.supplies = [:]
    let wrongs: [(StatusCategory, String?)] = [
      (.new, nil), (.inProgress, "6"), (.resolved, "1"), (.closed, "9"), (.onHold, "none"),
    ]
    for (category, shown) in wrongs { broken.shows[category] = shown }
    var findings = ConnectionChecker(vocabulary).findings(in: broken)
    findings += ConnectionChecker(vocabulary).findings(in: mapping)
    #expect(Set(findings.map(\.rule)).count == 4)
    for finding in findings {
      let words = ConnectionFindingWords(finding, in: broken, catalogue)
      #expect(!words.sentence.contains("words.") && !words.sentence.contains("{{"), "\(words)")
      #expect(words.steps.allSatisfy { !$0.contains("{{") && !$0.contains("category") && !$0.contains("inProgress") })
    }
  }
}
