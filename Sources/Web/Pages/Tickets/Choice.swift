import Mustache

/// One thing that a form lets choose.
struct Choice: MustacheParent {
  let value: String
  let name: String
  let isChosen: Bool
  /// Whether it is a status on hold, which asks for a reason.
  let rests: Bool

  init(_ value: String, _ name: String, chosen: String?, rests: Bool = false) {
    self.rests = rests
    self.value = value
    self.name = name
    isChosen = value == chosen
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

extension Choice {
  /// All of a closed list, in its order.
  static func all<Word: RawRepresentable & CaseIterable>(
    of: Word.Type, chosen: String?, _ place: TicketPlace
  ) -> [Choice] where Word.RawValue == String {
    Word.allCases.map { Choice($0.rawValue, place.word($0), chosen: chosen) }
  }
}
