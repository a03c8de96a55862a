package import Foundation
package import Ticketing

/// Every template (`Templates/<area>/<name>.mustache`) and every text in every language, read once at the start.
package struct PageLibrary: Sendable {
  package let catalogues: [Language: Catalogue]
  package let assets: Assets
  private let templates: [Language: LanguageTemplates]

  /// - Throws: `ResourceFailure` for whatever is missing.
  package init(resources: URL = ResourceFolder.installed) throws {
    let folder = resources.appending(path: "Templates", directoryHint: .isDirectory)
    let files = try ResourceFolder.files(in: folder, ending: ".mustache")
    var catalogues: [Language: Catalogue] = [:]
    for language in Language.allCases { catalogues[language] = try Catalogue(language, in: resources) }
    self.catalogues = catalogues
    templates = catalogues.mapValues { LanguageTemplates(files, $0) }
    assets = try Assets(in: resources)
  }

  package func catalogue(_ language: Language) -> Catalogue {
    catalogues[language] ?? Catalogue(language: language, texts: [:])
  }

  /// Parses every template in every language.
  ///
  /// - Throws: `ResourceFailure` for the first that is broken.
  package func check() throws {
    for templates in templates.values { try templates.check() }
  }

  /// - Parameter view: what the template shows: structs of views, never the desk's own records.
  func html(_ template: String, _ view: Any, in language: Language) throws(ResourceFailure) -> [UInt8] {
    guard let html = try templates[language]?.html(template, Reflected.view(view)) else {
      throw ResourceFailure.noTemplate(name: template)
    }
    return Array(html.utf8)
  }
}
