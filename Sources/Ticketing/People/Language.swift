/// The languages in which the hub speaks to people, by their BCP 47 tags.
package enum Language: String, Sendable, CaseIterable, Codable {
  case english = "en"
  case dutch = "nl"

  /// What speakers of the language call it.
  package var name: String {
    switch self {
    case .english: "English"
    case .dutch: "Nederlands"
    }
  }
}
