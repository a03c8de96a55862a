import ConnectorKit
import StrictJSON

extension SettingsRefusal {
  /// What is wrong, by the names of the form's fields, as sentences beside them.
  func words(_ schema: SettingsSchema, in catalogue: Catalogue) -> [String: String] {
    var words: [String: String] = [:]
    for flaw in problems {
      let parts = flaw.pointer.split(separator: "/").map(String.init)
      guard let key = parts.last, let field = schema.fields.first(where: { $0.key == key }) else { continue }
      words[ConnectionForm.name(of: field)] = flaw.rule.words(for: field, in: catalogue)
    }
    return words
  }
}

extension SettingsRefusal.Rule {
  fileprivate func words(for field: SettingsField, in catalogue: Catalogue) -> String {
    switch self {
    case .missing: return catalogue["refusals.field_missing"]
    case .unknown: return catalogue["refusals.field_unknown"]
    case .notAmong: return catalogue["refusals.field_choice"]
    case .outOfRange(let range): return Self.number(range, catalogue)
    case .wrongType:
      guard case .number(let range) = field.form else { return catalogue["refusals.field_other"] }
      return Self.number(range, catalogue)
    case .unfit(let reason):
      if case .against = reason, field.form == .address { return catalogue["connections.field_address"] }
      return reason.words(in: catalogue)
    case .against(let sentence): return catalogue.text("connections.field_against", ["why": sentence])
    }
  }

  private static func number(_ range: ClosedRange<Int>, _ catalogue: Catalogue) -> String {
    catalogue.text(
      "refusals.field_number", ["lowest": "\(range.lowerBound)", "highest": "\(range.upperBound)"])
  }
}
