import Foundation
import Mustache
import Synchronization

/// Every template in one language, parsed when the first page in it is drawn: a hub that begins anew answers its desks before
/// it has to draw. The bytes are those of the start, so an upgrade that replaces the files does not mix two versions.
///
/// A template names its texts as `[[area.name]]`; they are put in, escaped, before the template is parsed, so that the places
/// in a text are places of the template.
final class LanguageTemplates: Sendable {
  private let files: [ResourceFolder.File]
  private let catalogue: Catalogue
  private let library = Mutex<MustacheLibrary?>(nil)

  init(_ files: [ResourceFolder.File], _ catalogue: Catalogue) {
    self.files = files
    self.catalogue = catalogue
  }

  /// - Throws: `ResourceFailure` for a template that is broken, or names a text that there is not.
  func check() throws(ResourceFailure) { _ = try parsed() }

  /// Nil where there is no template of that name.
  func html(_ template: String, _ view: Any) throws(ResourceFailure) -> String? {
    try parsed().render(view, withTemplate: template)
  }

  private func parsed() throws(ResourceFailure) -> MustacheLibrary {
    try library.withLock { library throws(ResourceFailure) in
      if let library { return library }
      let parsed = try parse()
      library = parsed
      return parsed
    }
  }

  private func parse() throws(ResourceFailure) -> MustacheLibrary {
    _ = PageText.isRegistered
    var library = MustacheLibrary()
    for file in files {
      let name = String(file.name.dropLast(".mustache".count))
      let text = PageText.pragma + (try worded(String(decoding: file.bytes, as: UTF8.self), name))
      do {
        try library.register(text, named: name)
      } catch {
        throw ResourceFailure.template(name: name, reason: "\(error)")
      }
    }
    return library
  }

  /// The template with its texts in it.
  private func worded(_ template: String, _ name: String) throws(ResourceFailure) -> String {
    var pieces = template.components(separatedBy: "[[")
    for index in pieces.indices.dropFirst() {
      guard let end = pieces[index].range(of: "]]") else {
        throw ResourceFailure.template(name: name, reason: "a text's name does not end")
      }
      let key = String(pieces[index][..<end.lowerBound])
      guard let text = catalogue.texts[key] else {
        throw ResourceFailure.unknownText(key: key, template: name, catalogue.language)
      }
      pieces[index].replaceSubrange(..<end.upperBound, with: HTML.escaped(text))
    }
    return pieces.joined()
  }
}
