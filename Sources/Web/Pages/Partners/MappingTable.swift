import Federation
import Ticketing

/// A mapping as tables to edit, each finding at the row that it is about.
struct MappingTable {
  struct Row {
    /// The field of the form.
    let field: String
    /// What stands for choosing nothing.
    let blank: String
    let theirs: String
    let choices: [ChoiceView]
    let findings: [FindingWords]
    let isWrong: Bool
  }

  let inward: [Row]
  let outward: [Row]
  let events: [Row]
  let labels: [Row]
  let fields: [Row]
  let hasFields: Bool

  /// So many empty rows stand at the end for what is added.
  private static let spare = 3

  init(
    _ form: MappingForm, statuses: StatusBook, definitions: [FieldDefinition], findings: [MappingFinding],
    _ catalogue: Catalogue
  ) {
    let words = FindingWords.Vocabulary(form, statuses, catalogue)
    func row(_ field: String, _ theirs: String, _ choices: [ChoiceView], at place: MappingFinding.Place?) -> Row {
      let own = findings.filter { $0.place == place }.map { FindingWords($0, words) }
      let blank = field.hasPrefix("event.") ? catalogue["mapping.by_default"] : ""
      return Row(field: field, blank: blank, theirs: theirs, choices: choices, findings: own, isWrong: !own.isEmpty)
    }
    func own(_ chosen: String?) -> [ChoiceView] {
      statuses.statuses.map {
        ChoiceView($0.id.description, $0.name, isChosen: $0.id.description == chosen)
      }
    }
    inward = StatusCategory.allCases.map {
      row("in.\($0.rawValue)", words.category($0), own(form.inward[$0]), at: .in($0))
    }
    outward = statuses.statuses.map { status in
      let chosen = form.outward[status.id.description]
      let choices = StatusCategory.allCases.map {
        ChoiceView($0.rawValue, words.category($0), isChosen: $0.rawValue == chosen)
      }
      return row("out.\(status.id)", status.name, choices, at: .out(status.id))
    }
    events = MappedEvent.allCases.map {
      row("event.\($0.rawValue)", words.event($0), own(form.events[$0]), at: .event($0))
    }
    let empty = Array(repeating: MappingForm.Pair(theirs: "", ours: ""), count: Self.spare)
    labels = (form.labels + empty).map { row("", $0.theirs, own($0.ours), at: .label($0.theirs)) }
    fields = (form.fields + empty).map { pair in
      let choices = definitions.map { ChoiceView($0.key, $0.name, isChosen: $0.key == pair.ours) }
      return row("", pair.theirs, choices, at: nil)
    }
    hasFields = !definitions.isEmpty
  }
}
