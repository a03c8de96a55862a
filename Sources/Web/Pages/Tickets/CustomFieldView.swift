import FormData
import Mustache
import Ticketing

/// One of the desk's own fields, as its kind wants to be filled in.
struct CustomFieldView: MustacheParent {
  let name: String
  let label: String
  let kind: FieldDefinition.Kind
  let typed: String
  let options: [ChoiceView]
  let trouble: String?

  init(_ field: FieldDefinition, _ value: FieldValue?, _ refused: RefusedForm?, _ place: TicketPlace) {
    name = "fields.\(field.key)"
    label = field.name
    kind = field.kind
    let chosen = refused.map { $0.form.all("fields.\(field.key)").filter { !$0.isEmpty } } ?? Self.words(of: value)
    let first = chosen.first ?? ""
    typed = first
    trouble = refused?.problem.errors.first { $0.pointer == "/fields/\(field.key)" }?.detail
    let none = ChoiceView("", place.text("none"), chosen: first)
    options =
      switch field.kind {
      case .text, .number, .day: []
      case .flag:
        [none, ChoiceView("yes", place.text("yes"), chosen: first), ChoiceView("no", place.text("no"), chosen: first)]
      case .choice: [none] + field.allowed.map { ChoiceView($0, $0, chosen: first) }
      case .choices: field.allowed.map { word in ChoiceView(word, word, chosen: chosen.first { $0 == word }) }
      }
  }

  /// The value as a form says it.
  private static func words(of value: FieldValue?) -> [String] {
    switch value {
    case nil: []
    case .choices(let choices): choices
    case .flag(let flag): [flag ? "yes" : "no"]
    case .text, .number, .day: [value?.text ?? ""]
    }
  }

  func child(named key: String) -> Any? {
    switch key {
    case "name", "field": name
    case "label": label
    case "typed": typed
    case "options": options
    case "trouble": trouble ?? false
    case "isText": kind == .text
    case "isNumber": kind == .number
    case "isDay": kind == .day
    case "isOneOf": kind == .choice || kind == .flag
    case "isSomeOf": kind == .choices
    case _: nil
    }
  }
}
