import ConnectorKit

/// What a connector and its settings are called on pages: by the catalogue where it has words for it, in the reader's
/// language, else by the connector's own words.
struct ConnectorWords {
  private let type: any Connector.Type
  private let catalogue: Catalogue

  /// No connector explains itself in more steps.
  private static let mostSteps = 12

  init(_ type: any Connector.Type, _ catalogue: Catalogue) {
    self.type = type
    self.catalogue = catalogue
  }

  /// What it bridges, in a sentence or two.
  var about: String? { text("about") }

  /// What is to be done at the external desk, in order; empty where only the connector's own README tells.
  var steps: [String] { (1...Self.mostSteps).lazy.map { text("step_\($0)") }.prefix { $0 != nil }.compactMap { $0 } }

  func label(_ field: SettingsField) -> String { text("label_\(field.key)") ?? field.title }
  func help(_ field: SettingsField) -> String { text("help_\(field.key)") ?? field.help }

  func choice(_ choice: SettingsField.Choice, of field: SettingsField) -> String {
    text("choice_\(field.key)_\(choice.value)") ?? choice.title
  }

  private func text(_ name: String) -> String? {
    let key = "connector_\(type.kind).\(name)"
    return catalogue.has(key) ? catalogue[key] : nil
  }
}
