package import ConnectorKit
package import FormData
import Foundation
package import StrictJSON

/// The form that a connector's schema makes, as the API would get it.
package enum ConnectionForm {
  /// What a field is called in the form.
  package static func name(of field: SettingsField) -> String {
    "\(field.isSecret ? "secret" : "setting").\(field.key)"
  }

  /// - Parameter isSecret: whether the secrets are wanted, or the other settings. A secret that is left empty is not among
  ///   them, so that one that is kept stays.
  package static func object(_ form: FormFields, by schema: SettingsSchema, secrets isSecret: Bool) -> JSONObject {
    var object = JSONObject()
    for field in schema.fields where field.isSecret == isSecret {
      let typed = form[name(of: field)]
      if field.form == .flag {
        object.append(field.key, JSONValue(typed != nil))
      } else if let typed, !typed.isEmpty {
        object.append(field.key, value(typed, field.form))
      }
    }
    return object
  }

  /// A number that is none stays the text that it is, so that the schema says what is wrong with it.
  private static func value(_ typed: String, _ form: SettingsField.Form) -> JSONValue {
    switch form {
    case .number: Int(typed.trimmingCharacters(in: .whitespaces)).map { JSONValue($0) } ?? .string(typed)
    case .line, .address: .string(typed.trimmingCharacters(in: .whitespaces))
    case .text: .string(typed.replacing("\r\n", with: "\n"))
    case .choice, .flag: .string(typed)
    }
  }

  /// A setting as it stands in its field.
  package static func text(_ value: JSONValue) -> String {
    value.string ?? value.integer.map { String($0) } ?? value.bool.map { String($0) } ?? ""
  }
}
