import ConnectorKit
import StrictJSON

/// One setting of a connector as a field of a form.
struct SettingInput {
  let settingName: String
  let label: String
  let help: String
  let settingValue: String
  let isAsked: Bool
  let isArea: Bool
  let isLine: Bool
  let isAddress: Bool
  let isNumber: Bool
  let isChoice: Bool
  let isFlag: Bool
  let isSecret: Bool
  /// Whether the secret is there already, so that an empty field keeps it.
  let isKept: Bool
  let isTicked: Bool
  let lowest: Int?
  let highest: Int?
  /// What holds where the field is left empty.
  let standard: String
  let options: [ChoiceView]
  let wrong: String?
  /// Whether it is something else than what holds where nothing is given.
  let isChanged: Bool

  /// - Parameters:
  ///   - value: as it stands, or as somebody typed it; a secret is never shown.
  ///   - isKept: whether the secret is there already.
  init(_ field: SettingsField, value: String?, isKept: Bool, wrong: String?, _ words: ConnectorWords) {
    settingName = ConnectionForm.name(of: field)
    label = words.label(field)
    help = words.help(field)
    isSecret = field.isSecret
    self.isKept = isKept && field.isSecret
    isAsked = field.isRequired && !isKept
    self.wrong = wrong
    let standing = value ?? field.standard.map(ConnectionForm.text) ?? ""
    settingValue = field.isSecret ? "" : standing
    standard = field.standard.map(ConnectionForm.text) ?? ""
    isTicked = standing == "true"
    isChanged = !field.isSecret && standing != (field.standard.map(ConnectionForm.text) ?? "")
    (isLine, isArea, isAddress, isFlag) =
      (field.form == .line && !field.isSecret, field.form == .text, field.form == .address, field.form == .flag)
    if case .number(let range) = field.form {
      (isNumber, lowest, highest) = (true, range.lowerBound, range.upperBound)
    } else {
      (isNumber, lowest, highest) = (false, nil, nil)
    }
    if case .choice(let choices) = field.form {
      isChoice = true
      let none = field.isRequired || field.standard != nil ? [] : [ChoiceView("", "")]
      options = none + choices.map { ChoiceView($0.value, words.choice($0, of: field), chosen: standing) }
    } else {
      (isChoice, options) = (false, [])
    }
  }
}

/// The fields of a form: those that are asked for, and where a connector has many more, these apart.
struct SettingInputs {
  let first: [SettingInput]
  let more: [SettingInput]
  let hasMore: Bool
  /// Whether something stands among the others that is wrong, or that somebody chose.
  let isOpen: Bool

  /// A form of no more fields than these is shown whole.
  private static let most = 14

  init(_ schema: SettingsSchema, _ input: (SettingsField) -> SettingInput) {
    let isLong = schema.fields.count > Self.most
    func isFirst(_ field: SettingsField) -> Bool {
      !isLong || field.isRequired || field.isSecret || field.form == .address
    }
    first = schema.fields.filter(isFirst).map(input)
    more = schema.fields.filter { !isFirst($0) }.map(input)
    hasMore = !more.isEmpty
    isOpen = more.contains { $0.wrong != nil || $0.isChanged }
  }
}
