import Foundation

/// The query of an address, as forms and scripts write it: `status=In+progress&q=paper%20jam` (URL Standard, section 5.1).
package enum QueryString {
  /// In the order in which they stand.
  ///
  /// - Throws: a 400 for a percent sign that begins no escape, and for bytes that are not UTF-8.
  package static func pairs(_ query: String) throws -> [(name: String, value: String)] {
    try query.split(separator: "&").map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (try decoded(sides[0]), sides.count > 1 ? try decoded(sides[1]) : "")
    }
  }

  private static func decoded(_ text: Substring) throws -> String {
    guard let decoded = text.replacing("+", with: " ").removingPercentEncoding else {
      throw Problem.malformed("The query is not percent-encoded UTF-8.")
    }
    return decoded
  }
}
