import Storage

/// One of a desk's people, teams or partners to be chosen: in a list where all fit into one, else in a field that takes a
/// name or an address and is given suggestions where a script runs. What was typed is looked up when the form is sent.
struct PickerView {
  let field: String
  let isList: Bool
  /// All there are; in a field the few words that mean something of their own.
  let options: [ChoiceView]
  let typedText: String
  /// Where suggestions come from.
  let source: String
  let isAsked: Bool
  /// The id of the suggestions, one for each picker of a page.
  let suggestions: String

  /// - Parameters:
  ///   - special: what may be chosen beside them, such as nobody; the one with an empty value is the empty field.
  ///   - form: tells apart two forms of a page that ask for the same.
  ///   - chosen: an id or one of the special values, or what somebody typed.
  init(
    _ field: String, _ choices: PickerChoices, base: String, special: [PickerChoices.Choice] = [], chosen: String?,
    isAsked: Bool = false, among form: String = "", _ tx: any DeskReader
  ) throws {
    let chosen = chosen ?? ""
    self.field = field
    self.isAsked = isAsked
    suggestions = "suggested-\(form)\(field)"
    source = "\(base)/suggestions/\(choices.source)"
    isList = choices.all != nil
    if let all = choices.all {
      var listed = special + all
      // Somebody who has left is chosen still.
      if !listed.contains(where: { $0.value == chosen }), !chosen.isEmpty {
        listed.append((chosen, try choices.text(chosen, tx)))
      }
      options = listed.map { ChoiceView($0.value, $0.name, chosen: chosen) }
      typedText = ""
    } else {
      options = special.filter { !$0.value.isEmpty }.map { ChoiceView($0.name, $0.name) }
      typedText = try special.first { $0.value == chosen && !$0.value.isEmpty }?.name ?? choices.text(chosen, tx)
    }
  }

  private init(_ picker: PickerView, typed: String) {
    (field, isList, source, isAsked) = (picker.field, picker.isList, picker.source, picker.isAsked)
    suggestions = picker.suggestions
    options = picker.options.map { ChoiceView($0.value, $0.name, chosen: picker.isList ? typed : nil) }
    typedText = typed
  }

  /// The same with what somebody typed or chose.
  func typed(_ text: String) -> PickerView { PickerView(self, typed: text) }
}

/// The words of a picker that mean something of their own, as somebody types them in the page's language.
package enum PickerWords {
  /// `me` and `none` for those words, else the text as it is.
  package static func plain(_ text: String, _ catalogue: Catalogue) -> String {
    switch text.lowercased() {
    case catalogue["tickets.me"].lowercased(): "me"
    case catalogue["tickets.nobody"].lowercased(), catalogue["ticket.none"].lowercased(): "none"
    case _: text
    }
  }
}
