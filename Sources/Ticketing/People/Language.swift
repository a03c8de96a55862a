/// The languages that the hub speaks to people.
package enum Language: String, Sendable, CaseIterable, Codable {
  case english = "en"
  case dutch = "nl"
}
