import FormData
import Foundation

/// One thing that somebody may do with a handoff: what will happen at the other desk, what is asked for, and a button.
struct MoveForm {
  enum Tone: String {
    case primary, plain, danger
  }

  /// The form's `_name`, and the last part of its address.
  let verb: String
  let movePath: String
  let moveTitle: String
  let consequence: String
  let moveButton: String
  let isDanger: Bool
  let isPrimary: Bool
  /// Open where it was refused, with what was typed.
  let isOpen: Bool
  let refusal: String?
  let inputs: [MoveInput]
}

/// A field of such a form.
struct MoveInput {
  enum Kind {
    case area, line, time
    case number(ClosedRange<Int>)
    case choice([(value: String, name: String)])
    case picker(PickerView)
  }

  struct Option {
    let optionValue: String
    let optionName: String
    let isChosen: Bool
  }

  let inputName: String
  let inputLabel: String
  let inputHelp: String?
  let inputValue: String
  /// What the field held when the page was made; nil where that does not matter.
  let inputBefore: String?
  let isNeeded: Bool
  let wrong: String?
  private let kind: Kind
  let isArea: Bool
  let isLine: Bool
  let isTime: Bool
  let isNumber: Bool
  let isChoice: Bool
  /// One of the desk's people or teams; nil for other fields.
  let picker: PickerView?
  let lowest: Int?
  let highest: Int?
  let options: [Option]

  init(
    _ name: String, _ kind: Kind, label: String, help: String? = nil, value: String = "", before: String? = nil,
    isNeeded: Bool = false, wrong: String? = nil
  ) {
    inputName = name
    inputLabel = label
    inputHelp = help
    inputValue = value
    inputBefore = before
    self.isNeeded = isNeeded
    self.wrong = wrong
    self.kind = kind
    (isArea, isLine, isTime, isNumber, isChoice) =
      switch kind {
      case .area: (true, false, false, false, false)
      case .line: (false, true, false, false, false)
      case .time: (false, false, true, false, false)
      case .number: (false, false, false, true, false)
      case .choice: (false, false, false, false, true)
      case .picker: (false, false, false, false, false)
      }
    if case .picker(let picker) = kind { self.picker = picker } else { picker = nil }
    if case .number(let range) = kind {
      (lowest, highest) = (range.lowerBound, range.upperBound)
    } else {
      (lowest, highest) = (nil, nil)
    }
    if case .choice(let choices) = kind {
      options = choices.map { Option(optionValue: $0.value, optionName: $0.name, isChosen: $0.value == value) }
    } else {
      options = []
    }
  }

  /// The field as somebody filled it in, with what is wrong with it.
  func typed(_ form: FormFields, wrong: String?) -> MoveInput {
    var kind = kind
    if case .picker(let picker) = kind { kind = .picker(form[inputName].map(picker.typed) ?? picker) }
    return MoveInput(
      inputName, kind, label: inputLabel, help: inputHelp, value: form[inputName] ?? inputValue, before: inputBefore,
      isNeeded: isNeeded, wrong: wrong)
  }
}
