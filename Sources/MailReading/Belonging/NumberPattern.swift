import MessageFormat

/// How a desk writes its numbers into subjects: `[rt.example.com #{number}]`, `INC{number}`, `[JIRA] ({key})`.
package struct NumberPattern: Sendable, Equatable {
  private enum Kind: Sendable, Equatable {
    /// Digits only.
    case number
    /// Letters, digits, dashes and underscores, with a digit in it: `HELP-123`.
    case key
  }

  private let before: [UInt8]
  private let after: [UInt8]
  private let kind: Kind

  /// A number is no longer.
  private static let longest = 64

  /// Nil for a pattern without a place for the number, with two, or with nothing else that tells it from any other number.
  package init?(_ pattern: String) {
    let places = ["{number}", "{key}"].flatMap { place in pattern.ranges(of: place).map { (place, $0) } }
    guard places.count == 1, let (place, range) = places.first else { return nil }
    before = pattern[..<range.lowerBound].utf8.map(\.lowerCased)
    after = pattern[range.upperBound...].utf8.map(\.lowerCased)
    kind = place == "{number}" ? .number : .key
    guard kind == .key || !before.isEmpty || !after.isEmpty, before.count <= 128, after.count <= 128 else { return nil }
  }

  /// The numbers in a subject, in their order.
  package func numbers(in subject: String) -> [String] {
    let bytes = Array(subject.utf8.prefix(2_048))
    let folded = bytes.map(\.lowerCased)
    var numbers: [String] = []
    var index = 0
    while index < bytes.count {
      guard folded[index...].starts(with: before), before.isEmpty || !isWithinAWord(bytes, at: index) else {
        index += 1
        continue
      }
      let start = index + before.count
      let number = bytes[min(start, bytes.count)...].prefix(Self.longest).prefix { belongs($0) }
      let end = start + number.count
      let hasEnd = folded[min(end, bytes.count)...].starts(with: after)
      let isWhole = !after.isEmpty || end >= bytes.count || !Self.isWord(bytes[end])
      let startsWord = !before.isEmpty || index == 0 || !Self.isWord(bytes[index - 1])
      if !number.isEmpty, hasEnd, isWhole, startsWord, number.contains(where: \.isDigit) {
        let text = String(decoding: number, as: UTF8.self)
        if !numbers.contains(text) { numbers.append(text) }
        index = end
      } else {
        index += 1
      }
    }
    return numbers
  }

  private func belongs(_ byte: UInt8) -> Bool {
    switch kind {
    case .number: byte.isDigit
    case .key: byte.isDigit || (0x61...0x7A).contains(byte.lowerCased) || byte == 0x2D || byte == 0x5F
    }
  }

  /// Whether what stands before the number goes on a word: `XINC123` is not `INC123`.
  private func isWithinAWord(_ bytes: [UInt8], at index: Int) -> Bool {
    index > 0 && Self.isWord(bytes[index]) && Self.isWord(bytes[index - 1])
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isDigit || (0x61...0x7A).contains(byte.lowerCased) || byte >= 0x80
  }
}
