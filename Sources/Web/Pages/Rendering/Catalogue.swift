import Foundation
package import Ticketing

/// The texts of one language, by key. A text may hold places for values in double braces: `With {{partner}} since {{time}}`.
///
/// A key is `area.name`; each area is a file `Catalogue/<language>/<area>.json`, an object of names and texts.
package struct Catalogue: Sendable {
  package let language: Language
  package let texts: [String: String]

  package init(language: Language, texts: [String: String]) {
    self.language = language
    self.texts = texts
  }

  /// - Throws: `ResourceFailure` for a file that is no object of texts.
  init(_ language: Language, in resources: URL) throws {
    let folder = resources.appending(path: "Catalogue/\(language.rawValue)", directoryHint: .isDirectory)
    var texts: [String: String] = [:]
    for file in try ResourceFolder.files(in: folder, ending: ".json") {
      let area = file.name.dropLast(".json".count)
      guard let entries = try JSONSerialization.jsonObject(with: file.bytes) as? [String: String] else {
        throw ResourceFailure.noTexts(file: file.name)
      }
      for (name, text) in entries { texts["\(area).\(name)"] = text }
    }
    self.init(language: language, texts: texts)
  }

  /// The texts that were installed with the executable.
  ///
  /// - Throws: `ResourceFailure` for a file that is no object of texts.
  package init(installed language: Language) throws { try self.init(language, in: ResourceFolder.installed) }

  /// The text of a key; the key itself where there is none, which the tests keep from happening.
  package subscript(key: String) -> String { texts[key] ?? key }

  package func has(_ key: String) -> Bool { texts[key] != nil }

  /// The text with its places filled.
  package func text(_ key: String, _ values: [String: String]) -> String {
    var pieces = self[key].components(separatedBy: "{{")
    // In one pass: a value that holds braces itself is no place.
    for index in pieces.indices.dropFirst() {
      guard let end = pieces[index].range(of: "}}"), let value = values[String(pieces[index][..<end.lowerBound])] else {
        pieces[index] = "{{" + pieces[index]
        continue
      }
      pieces[index].replaceSubrange(..<end.upperBound, with: value)
    }
    return pieces.joined()
  }
}
