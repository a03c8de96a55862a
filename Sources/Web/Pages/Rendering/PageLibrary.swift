package import Foundation
import Mustache
package import Ticketing

/// Every template in every language, made once at the start.
///
/// A template (`Templates/<area>/<name>.mustache`) names its texts as `[[area.name]]`; they are put in, escaped, before the
/// template is parsed, so that the places in a text are places of the template.
package struct PageLibrary: Sendable {
  package let catalogues: [Language: Catalogue]
  package let assets: Assets
  private let templates: [Language: MustacheLibrary]

  /// - Throws: `ResourceFailure` for whatever is missing or broken.
  package init(resources: URL = ResourceFolder.installed) throws {
    let folder = resources.appending(path: "Templates", directoryHint: .isDirectory)
    let files = try ResourceFolder.files(in: folder, ending: ".mustache")
    var catalogues: [Language: Catalogue] = [:]
    var templates: [Language: MustacheLibrary] = [:]
    for language in Language.allCases {
      let catalogue = try Catalogue(language, in: resources)
      catalogues[language] = catalogue
      templates[language] = try Self.library(of: files, catalogue)
    }
    self.catalogues = catalogues
    self.templates = templates
    assets = try Assets(in: resources)
  }

  package func catalogue(_ language: Language) -> Catalogue {
    catalogues[language] ?? Catalogue(language: language, texts: [:])
  }

  /// - Parameter view: what the template shows: structs of views, never the desk's own records.
  func html(_ template: String, _ view: Any, in language: Language) throws(ResourceFailure) -> [UInt8] {
    guard let html = templates[language]?.render(Reflected.view(view), withTemplate: template) else {
      throw ResourceFailure.noTemplate(name: template)
    }
    return Array(html.utf8)
  }

  private static func library(of files: [ResourceFolder.File], _ catalogue: Catalogue) throws -> MustacheLibrary {
    _ = PageText.isRegistered
    var library = MustacheLibrary()
    for file in files {
      let name = String(file.name.dropLast(".mustache".count))
      let text = PageText.pragma + (try worded(String(decoding: file.bytes, as: UTF8.self), name, catalogue))
      do {
        try library.register(text, named: name)
      } catch {
        throw ResourceFailure.template(name: name, reason: "\(error)")
      }
    }
    return library
  }

  /// The template with its texts in it.
  private static func worded(_ template: String, _ name: String, _ catalogue: Catalogue) throws -> String {
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
