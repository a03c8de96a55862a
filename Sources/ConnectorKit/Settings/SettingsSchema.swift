package import StrictJSON

/// What a connection of one kind is set up with. It makes the form on the page, the check in the API, and the JSON Schema
/// that programs read.
package struct SettingsSchema: Sendable {
  package let fields: [SettingsField]

  package init(_ fields: [SettingsField]) { self.fields = fields }

  /// Judges what a person gave; secrets and other settings are given apart.
  ///
  /// - Throws: `SettingsRefusal` with everything that is wrong.
  package func read(_ values: JSONObject, secrets: JSONObject) throws(SettingsRefusal) -> Settings {
    var problems: [SettingsRefusal.Flaw] = []
    var settings = Settings()
    for (object, isSecret) in [(values, false), (secrets, true)] {
      let place = isSecret ? "/secrets" : "/settings"
      let known = fields.filter { $0.isSecret == isSecret }
      for member in object.members where !known.contains(where: { $0.key == member.key }) {
        if isSecret, member.key.hasPrefix(Settings.learntPrefix) {
          settings.learnt[String(member.key.dropFirst(Settings.learntPrefix.count))] = member.value.string
          continue
        }
        problems.append(.init(pointer: "\(place)/\(member.key)", rule: .unknown))
      }
      for field in known {
        do throws(SettingsRefusal.Rule) {
          guard let value = try field.read(object[field.key]) else { continue }
          if isSecret { settings.secrets[field.key] = value.string } else { settings.values[field.key] = value }
        } catch {
          problems.append(.init(pointer: "\(place)/\(field.key)", rule: error))
        }
      }
    }
    guard problems.isEmpty else { throw SettingsRefusal(problems) }
    return settings
  }

  /// JSON Schema (2020-12) of the settings, or of the secrets.
  package func jsonSchema(ofSecrets: Bool = false) -> JSONObject {
    let fields = fields.filter { $0.isSecret == ofSecrets }
    var properties = JSONObject()
    for field in fields { properties.append(field.key, .object(field.jsonSchema)) }
    return [
      "type": "object", "additionalProperties": false, "properties": .object(properties),
      "required": .array(fields.filter(\.isRequired).map { .string($0.key) }),
    ]
  }
}

/// One thing that a connection is set up with.
package struct SettingsField: Sendable {
  package enum Form: Sendable, Equatable {
    case line
    case text
    /// An absolute address with http or https; where it leads is for the egress to judge.
    case address
    case choice([Choice])
    case flag
    case number(ClosedRange<Int>)
  }

  package struct Choice: Sendable, Equatable {
    package let value: String
    package let title: String

    package init(_ value: String, _ title: String) {
      self.value = value
      self.title = title
    }
  }

  package let key: String
  package let title: String
  package let help: String
  package let form: Form
  package let isSecret: Bool
  package let isRequired: Bool
  /// What holds where nothing is given.
  package let standard: JSONValue?

  private init(
    _ key: String, _ title: String, _ help: String, _ form: Form, isSecret: Bool, isRequired: Bool,
    standard: JSONValue?
  ) {
    self.key = key
    self.title = title
    self.help = help
    self.form = form
    self.isSecret = isSecret
    self.isRequired = isRequired
    self.standard = standard
  }

  package static func required(_ key: String, _ title: String, _ form: Form, help: String) -> SettingsField {
    SettingsField(key, title, help, form, isSecret: false, isRequired: true, standard: nil)
  }

  /// - Parameter standard: what holds where nothing is given; nothing, if nil.
  package static func optional(
    _ key: String, _ title: String, _ form: Form, standard: JSONValue? = nil, help: String
  ) -> SettingsField {
    SettingsField(key, title, help, form, isSecret: false, isRequired: false, standard: standard)
  }

  package static func secret(
    _ key: String, _ title: String, isRequired: Bool = true, help: String
  ) -> SettingsField {
    SettingsField(key, title, help, .line, isSecret: true, isRequired: isRequired, standard: nil)
  }
}

extension SettingsField {
  private static let longestLine = 2_000
  private static let longestText = 20_000

  /// Nil where nothing is given and nothing holds then.
  func read(_ value: JSONValue?) throws(SettingsRefusal.Rule) -> JSONValue? {
    guard let value, !value.isNull, value != .string("") else {
      guard !isRequired else { throw .missing }
      return standard
    }
    switch form {
    case .flag: guard value.bool != nil else { throw .wrongType("true or false") }
    case .number(let range):
      guard let number = value.integer else { throw .wrongType("a whole number") }
      guard range.contains(Int(number)) else { throw .outOfRange(range) }
    case .choice(let choices):
      guard let text = value.string else { throw .wrongType("a string") }
      guard choices.contains(where: { $0.value == text }) else { throw .notAmong(choices.map(\.value)) }
    case .line, .address, .text:
      guard let text = value.string else { throw .wrongType("a string") }
      do throws(JSONProblem.Reason) {
        let clean =
          form == .text
          ? try TextRule.text(text, max: SettingsField.longestText)
          : try TextRule.line(text, max: SettingsField.longestLine)
        if form == .address, !SettingsField.isAddress(clean) { throw .against(rule: "is no address of the web") }
        return .string(clean)
      } catch {
        throw .unfit(error)
      }
    }
    return value
  }

  /// `https://desk.example/path`, without a person's name and password before the host, without a fragment.
  private static func isAddress(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let start = text.hasPrefix("https://") ? 8 : text.hasPrefix("http://") ? 7 : nil
    guard let start, bytes.count > start, !bytes.contains(UInt8(ascii: " ")), !bytes.contains(UInt8(ascii: "#")) else {
      return false
    }
    let host = bytes[start...].prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    return !host.isEmpty && !host.contains(UInt8(ascii: "@"))
  }

  var jsonSchema: JSONObject {
    var schema: JSONObject = ["title": .string(title), "description": .string(help)]
    switch form {
    case .line, .text: schema.append("type", "string")
    case .address:
      schema.append("type", "string")
      schema.append("format", "uri")
    case .flag: schema.append("type", "boolean")
    case .number(let range):
      schema.append("type", "integer")
      schema.append("minimum", range.lowerBound.jsonValue)
      schema.append("maximum", range.upperBound.jsonValue)
    case .choice(let choices):
      schema.append("type", "string")
      schema.append(
        "oneOf", .array(choices.map { ["const": .string($0.value), "title": .string($0.title)] }))
    }
    if isSecret { schema.append("writeOnly", true) }
    if let standard { schema.append("default", standard) }
    return schema
  }
}
