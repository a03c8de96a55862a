package import ConnectorKit
package import Storage

extension DeliveryFailure.Cause {
  /// Why something did not get through to an external desk, and what may mend it.
  package func words(in catalogue: Catalogue) -> String { catalogue.text("far.\(word)", values) }
}

extension Attempt {
  /// Why the try came to what it did, in the reader's language; as it was written down where it has no word, as older ones,
  /// or one that this version does not know. Nil where there is nothing to say.
  package func words(in catalogue: Catalogue) -> String? {
    guard let cause else { return excerpt.isEmpty ? nil : excerpt }
    if cause.word == AttemptCause.leftOut { return cause.omissions(in: catalogue) }
    let key = ["far.\(cause.word)", "tries.\(cause.word)"].first { catalogue.has($0) }
    return key.map { catalogue.text($0, cause.values) } ?? excerpt
  }
}

extension AttemptCause {
  /// What was left out of what an external desk was told: the kinds of it, and the names of fields, each behind a space.
  package static let leftOut = "left_out"

  fileprivate func omissions(in catalogue: Catalogue) -> String {
    let kinds = (values["kinds"] ?? "").split(separator: " ").map { String($0) }
    let known = kinds.map { catalogue.has("tries.omitted_\($0)") ? catalogue["tries.omitted_\($0)"] : $0 }
    let fields = (values["fields"] ?? "").split(separator: " ").map { String($0) }
    return catalogue.text("tries.left_out", ["what": (known + fields).joined(separator: ", ")])
  }
}
