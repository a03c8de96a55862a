import Mustache

/// One thing that a form lets choose.
struct ChoiceView: MustacheParent {
  let value: String
  let name: String
  let isChosen: Bool
  /// Whether it is a status on hold, which asks for a reason.
  let rests: Bool

  init(_ value: String, _ name: String, isChosen: Bool = false, rests: Bool = false) {
    self.value = value
    self.name = name
    self.isChosen = isChosen
    self.rests = rests
  }

  /// - Parameter chosen: the value that is chosen, if it is one of the form's.
  init(_ value: String, _ name: String, chosen: String?, rests: Bool = false) {
    self.init(value, name, isChosen: value == chosen, rests: rests)
  }

  func child(named key: String) -> Any? {
    switch key {
    case "value": value
    case "name": name
    case "isChosen": isChosen
    case "rests": rests
    case _: nil
    }
  }
}

extension ChoiceView {
  /// All of a closed list, in its order.
  static func all<Word: RawRepresentable & CaseIterable>(
    of: Word.Type, chosen: String?, _ place: TicketPlace
  ) -> [ChoiceView] where Word.RawValue == String {
    Word.allCases.map { ChoiceView($0.rawValue, place.word($0), chosen: chosen) }
  }
}
