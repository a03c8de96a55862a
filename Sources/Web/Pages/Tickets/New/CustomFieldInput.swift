import Ticketing

/// The input of a field that the desk added to its tickets.
struct CustomFieldInput {
  static let yes = "yes"
  static let no = "no"

  let field: String
  let label: String
  let typedValue: String
  let fieldProblem: String?
  let isText: Bool
  let isNumber: Bool
  let isDay: Bool
  /// One of several, or yes and no.
  let isSelect: Bool
  let isCheckList: Bool
  let options: [ChoiceView]

  init(_ definition: FieldDefinition, _ typed: TypedFields, _ problems: FieldProblems, _ catalogue: Catalogue) {
    field = Self.name(of: definition)
    label = definition.name
    typedValue = typed[field]
    fieldProblem = problems["fields_\(definition.key)"]
    isText = definition.kind == .text
    isNumber = definition.kind == .number
    isDay = definition.kind == .day
    isSelect = definition.kind == .choice || definition.kind == .flag
    isCheckList = definition.kind == .choices
    let chosen = typed.all(field)
    let all =
      definition.kind == .flag
      ? [(Self.yes, catalogue["ticket_new.yes"]), (Self.no, catalogue["ticket_new.no"])]
      : definition.allowed.map { ($0, $0) }
    options = all.map { ChoiceView($0.0, $0.1, isChosen: chosen.contains($0.0)) }
  }

  static func name(of definition: FieldDefinition) -> String { "field_\(definition.key)" }
}
