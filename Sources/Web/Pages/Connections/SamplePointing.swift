import ConnectorKit
import DeskActions
import FormData
import Foundation
import StrictJSON

/// The values of a sample, each with what it is pointed at as: chosen in a form, where it shows in the settings.
struct SamplePointing {
  struct Row {
    let value: String
    let place: String
    let field: String
    let shown: String
    let standing: String
    let options: [ChoiceView]
    let isPointed: Bool
  }

  let rows: [Row]

  /// Nil where there is nothing to point at.
  init?(_ reader: any SampleReader.Type, _ form: FormFields, _ words: ConnectorWords, _ catalogue: Catalogue) {
    let labels = Dictionary(
      reader.schema.fields.map { ($0.key, words.label($0)) }, uniquingKeysWith: { first, _ in first })
    rows = reader.places(in: Array((form["sample"] ?? "").utf8), by: Self.settings(form, reader)).enumerated().map {
      number, place in
      let standing = place.pointers.first ?? ""
      let choices = [ChoiceView("", catalogue["connections.point_nothing"], chosen: standing)]
      return Row(
        value: place.value, place: place.path, field: "point.\(number)", shown: "pointed.\(number)",
        standing: standing,
        options: choices + reader.pointers.map { ChoiceView($0, labels[$0] ?? $0, chosen: standing) },
        isPointed: !standing.isEmpty)
    }
    if rows.isEmpty { return nil }
  }

  /// The form with the settings as the choices in it make them. Only what was chosen otherwise than it was shown counts: what
  /// somebody typed into a setting stays.
  static func chosen(_ form: FormFields, _ reader: any SampleReader.Type) -> FormFields {
    var settings = settings(form, reader)
    let places = reader.places(in: Array((form["sample"] ?? "").utf8), by: settings)
    for (number, place) in places.enumerated() {
      guard let chosen = form["point.\(number)"], let shown = form["pointed.\(number)"], chosen != shown else {
        continue
      }
      if reader.pointers.contains(shown) { settings[shown] = "" }
      if reader.pointers.contains(chosen) { settings = reader.pointing(chosen, at: place, settings) }
    }
    var pairs = form.pairs.filter { pair in
      !pair.name.hasPrefix("point") && !settings.keys.contains { "setting.\($0)" == pair.name }
    }
    pairs += settings.sorted { $0.key < $1.key }.map { (name: "setting.\($0.key)", value: $0.value) }
    return FormFields(pairs)
  }

  /// Lines alone: flags and choices point at nothing.
  private static func settings(_ form: FormFields, _ reader: any SampleReader.Type) -> [String: String] {
    var settings: [String: String] = [:]
    for field in reader.schema.fields where !field.isSecret && field.form == .line {
      settings[field.key] = (form[ConnectionForm.name(of: field)] ?? "").trimmingCharacters(in: .whitespaces)
    }
    return settings
  }
}
