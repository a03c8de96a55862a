/// A dictionary keyed by ids is a JSON object keyed by their text.
extension ID: CodingKeyRepresentable {
  package var codingKey: any CodingKey { StringKey(stringValue: description) }

  package init?<Key: CodingKey>(codingKey: Key) { self.init(codingKey.stringValue) }

  private struct StringKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
