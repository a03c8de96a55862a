/// The name that a program gave a message (RFC 5322, 3.6.4), without its angle brackets. Compared byte by byte.
package struct MessageID: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  package init?(_ text: String) {
    guard (1...998).contains(text.utf8.count),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x3C && $0 != 0x3E })
    else { return nil }
    self.text = text
  }

  package var description: String { text }

  /// More are not read; the newest stand last.
  private static let most = 200

  /// The ids in a field such as `References`. Where not one has angle brackets, words with an `@` are taken.
  package static func all(in field: HeaderField?) -> [MessageID] {
    guard let field else { return [] }
    var ids: [MessageID] = []
    var start: Int?
    for (index, byte) in field.value.enumerated() {
      if byte == 0x3C { start = index + 1 }
      guard byte == 0x3E, let from = start else { continue }
      start = nil
      let word = field.value[from..<index].filter { !$0.isSpace }
      if let id = MessageID(String(decoding: word, as: UTF8.self)) { ids.append(id) }
    }
    if ids.isEmpty {
      ids = field.value.split { $0.isSpace || $0 == 0x2C || $0 == 0x3C || $0 == 0x3E }.filter { $0.contains(0x40) }
        .compactMap { MessageID(String(decoding: $0, as: UTF8.self)) }
    }
    return Array(ids.suffix(most))
  }
}
