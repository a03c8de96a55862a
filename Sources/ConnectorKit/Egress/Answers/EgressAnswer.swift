/// What a far side said, whatever its status.
package struct EgressAnswer: Sendable {
  package let status: Int
  /// In the order in which they came; names as they were written.
  package let headers: [AnswerHeader]
  /// As it came: nothing is unpacked, whatever the headers say.
  package let body: [UInt8]
  /// Whether there was more than was to be kept.
  package let isCut: Bool

  package init(status: Int, headers: [AnswerHeader] = [], body: [UInt8] = [], isCut: Bool = false) {
    self.status = status
    self.headers = headers
    self.body = body
    self.isCut = isCut
  }

  /// The first header of that name, in any case of its letters.
  package subscript(header header: String) -> String? {
    let name = header.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }
}

/// A header that came in: at most 8 KiB of text, no more than one line.
package struct AnswerHeader: Sendable, Equatable {
  package let name: String
  package let value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

extension EgressAnswer {
  /// How much of a foreign answer people may be shown, in bytes.
  package static let longestExcerpt = 1_024

  /// The beginning of the body as text for a log of attempts: at most 1 KiB, control characters and what is no UTF-8 replaced.
  package var excerpt: String {
    var text = ""
    var length = 0
    for scalar in String(decoding: body.prefix(Self.longestExcerpt), as: UTF8.self).unicodeScalars {
      let shown = Self.isSafe(scalar) ? scalar : "\u{FFFD}"
      length += UTF8.width(shown)
      guard length <= Self.longestExcerpt else { break }
      text.unicodeScalars.append(shown)
    }
    return text
  }

  /// Neither a control character nor one that turns the text around it.
  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\n" || scalar == "\t" { return true }
    if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { return false }
    return !(0x2028...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
  }
}
