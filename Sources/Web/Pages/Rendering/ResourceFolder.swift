package import Foundation
package import Ticketing

/// The templates, texts, styles and scripts that come with the program.
package enum ResourceFolder {
  package struct File: Sendable {
    /// The path below the folder that was asked for.
    package let name: String
    package let bytes: Data
  }

  /// Beside the executable, or where it was built.
  package static var installed: URL {
    Bundle.module.bundleURL.appending(path: "Resources", directoryHint: .isDirectory)
  }

  /// All files below a folder whose names end so, by name.
  package static func files(in folder: URL, ending: String) throws -> [File] {
    guard let paths = FileManager.default.enumerator(atPath: folder.path) else {
      throw ResourceFailure.missing(folder: folder.lastPathComponent)
    }
    let names = paths.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted()
    return try names.map { File(name: $0, bytes: try Data(contentsOf: folder.appending(path: $0))) }
  }
}

/// Why the pages cannot be made from what lies beside the program; told at the start, never while serving.
package enum ResourceFailure: Error, Sendable, CustomStringConvertible {
  case missing(folder: String)
  case noTexts(file: String)
  case unknownText(key: String, template: String, Language)
  case template(name: String, reason: String)
  case noTemplate(name: String)

  package var description: String {
    switch self {
    case .missing(let folder): "the folder “\(folder)” of the program's resources is missing"
    case .noTexts(let file): "\(file) is no JSON object of texts"
    case .unknownText(let key, let template, let language):
      "the template \(template) names the text “\(key)”, which \(language.rawValue) lacks"
    case .noTemplate(let name): "there is no template \(name)"
    case .template(let name, let reason): "the template \(name) is broken: \(reason)"
    }
  }
}
