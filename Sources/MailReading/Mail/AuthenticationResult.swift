package import MessageFormat

/// What a server on the way found about a mail's origin (RFC 8601): `dmarc=pass header.from=example.com`.
package struct AuthenticationResult: Sendable, Equatable {
  /// `spf`, `dkim`, `dmarc` ..., in lower case.
  package let method: String
  /// `pass`, `fail`, `none` ..., in lower case.
  package let result: String
  /// `header.from`, `smtp.mailfrom` ..., in lower case, with their values.
  package let properties: [String: String]

  /// Those of servers that are trusted, and of no other: anybody can write such a field. The trusted server strips those that
  /// bear its name when a mail comes in, and puts its own above all others: only the first field is taken.
  package static func all(in fields: HeaderFields, trusted: Set<String>) -> [AuthenticationResult] {
    guard !trusted.isEmpty else { return [] }
    let first = fields.all("Authentication-Results").first { field in
      let server = tokens(field.value).first?.first ?? ""
      return trusted.contains { $0.isSameASCII(server) }
    }
    return first.map { tokens($0.value).dropFirst().prefix(64).compactMap(AuthenticationResult.init) } ?? []
  }

  private init?(_ words: [String]) {
    guard let first = words.first, let equals = first.firstIndex(of: "=") else { return nil }
    method = first[..<equals].prefix { $0 != "/" }.lowercased()
    result = first[first.index(after: equals)...].lowercased()
    var properties: [String: String] = [:]
    for word in words.dropFirst() {
      guard let equals = word.firstIndex(of: "=") else { continue }
      let name = word[..<equals].lowercased()
      if properties[name] == nil { properties[name] = String(word[word.index(after: equals)...]) }
    }
    self.properties = properties
  }

  /// The words of each piece between semicolons, without comments; spaces around `=` belong to none.
  private static func tokens(_ bytes: [UInt8]) -> [[String]] {
    var pieces: [[[UInt8]]] = [[]]
    var word: [UInt8] = []
    var depth = 0
    var isQuoted = false
    func flushed(_ words: inout [[UInt8]]) {
      guard !word.isEmpty else { return }
      if word == [0x3D] || word.first == 0x3D || words.last?.last == 0x3D, !words.isEmpty {
        words[words.count - 1] += word
      } else {
        words.append(word)
      }
      word = []
    }
    for byte in bytes {
      switch byte {
      case 0x22 where depth == 0: isQuoted.toggle()
      case 0x28 where !isQuoted:
        flushed(&pieces[pieces.count - 1])
        depth += 1
      case 0x29 where depth > 0: depth -= 1
      case _ where depth > 0: continue
      case 0x3B where !isQuoted:
        flushed(&pieces[pieces.count - 1])
        pieces.append([])
      case 0x20, 0x09: if isQuoted { word.append(byte) } else { flushed(&pieces[pieces.count - 1]) }
      case _: word.append(byte)
      }
    }
    flushed(&pieces[pieces.count - 1])
    return pieces.map { $0.map { String(decoding: $0, as: UTF8.self) } }
  }
}
