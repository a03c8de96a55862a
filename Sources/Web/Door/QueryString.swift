import FormData

/// The query of an address, which forms and scripts write as they write a form's body (URL Standard, section 5.1).
package enum QueryString {
  /// In the order in which they stand.
  ///
  /// - Throws: a 400 for what `FormFields` refuses.
  package static func pairs(_ query: String) throws -> [(name: String, value: String)] {
    do throws(FormFields.Refusal) {
      return try FormFields(urlEncoded: Array(query.utf8)).pairs
    } catch {
      throw Problem.malformed(
        "The query is not percent-encoded UTF-8, or has more than \(FormFields.limit) parameters.")
    }
  }
}
