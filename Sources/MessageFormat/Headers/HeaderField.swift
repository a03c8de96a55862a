/// One field of a head, unfolded: `Subject: Hello`.
package struct HeaderField: Sendable, Equatable {
  /// As it is written.
  package let name: String
  /// As it came, without line breaks and without white space at either end: it may hold encoded words, raw bytes of any
  /// charset, and control characters.
  package let value: [UInt8]

  package init(name: String, value: [UInt8]) {
    self.name = name
    self.value = value
  }

  /// The value as text of one line: encoded words decoded, raw bytes read as what they look like.
  package var text: String { EncodedWords.decoded(value[...]) }

  /// The same, with a charset for raw bytes of which nothing says what they are.
  package func text(hint: String?) -> String { EncodedWords.decoded(value[...], hint: hint) }

  /// The value as it came, for what is made of ASCII only; other bytes become U+FFFD.
  package var ascii: String { String(decoding: value, as: UTF8.self) }
}
