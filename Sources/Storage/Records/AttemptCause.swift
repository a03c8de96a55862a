/// Why a try came to what it did: a word with its values, of which people are told in their language.
package struct AttemptCause: Sendable, Hashable, Codable {
  /// Such as `lacking`; one of a later version may be among them.
  package let word: String
  package let values: [String: String]

  package init(_ word: String, _ values: [String: String] = [:]) {
    self.word = word
    self.values = values
  }
}
