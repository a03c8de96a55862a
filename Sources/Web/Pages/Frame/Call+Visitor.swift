package import Foundation
import HTTPTypes
package import Ticketing

/// In whose words and times a page is shown.
extension Call {
  /// Where the chosen language is kept.
  static let languageCookie = "__Host-language"
  /// Where the script writes the browser's time zone.
  static let zoneCookie = "__Host-zone"

  /// The language that the person chose, else the first of ours that the browser asks for, else English.
  package var language: Language {
    Cookies.value(Self.languageCookie, in: headers).flatMap { Language(rawValue: $0) } ?? askedLanguage ?? .english
  }

  /// The browser's time zone, or UTC where no script told it.
  package var zone: TimeZone {
    let name = Cookies.value(Self.zoneCookie, in: headers)?.removingPercentEncoding
    guard let name, name.utf8.count <= 64, let zone = TimeZone(identifier: name) else { return .gmt }
    return zone
  }

  var pages: PageNeeds {
    get throws {
      guard let pages = hub.pages else { throw Problem.notFound }
      return pages
    }
  }

  var catalogue: Catalogue {
    get throws { try pages.library.catalogue(language) }
  }

  var clock: PageClock {
    get throws { PageClock(now: moment.now, zone: zone, catalogue: try catalogue) }
  }

  /// The first of ours that the browser asks for. Weights are left out: browsers name languages in the order of preference.
  var askedLanguage: Language? {
    for range in (headers[.acceptLanguage] ?? "").prefix(200).split(separator: ",") {
      // Before a weight there may be nothing at all.
      let tag = range.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
      if let language = Language.allCases.first(where: { tag == $0.rawValue || tag.hasPrefix($0.rawValue + "-") }) {
        return language
      }
    }
    return nil
  }
}
