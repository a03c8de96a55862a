import MessageFormat

/// A mail written down line by line, as it travels.
func mail(_ text: String) -> [UInt8] { Array(text.replacing("\n", with: "\r\n").utf8) }

/// The text of the first part of a type.
func text(_ bytes: [UInt8], _ type: String = "text/plain") -> String? {
  let message = MessageReader().read(bytes)
  return message.parts.first { $0.type.essence == type }.map { ReadText(of: $0, in: bytes).text }
}

/// What a header's bytes say.
func decoded(_ text: String) -> String { EncodedWords.decoded(Array(text.utf8)[...]) }

extension Message {
  /// The types of all parts, each behind as many dots as it lies deep.
  var outline: [String] {
    var depth = [Int](repeating: 0, count: parts.count)
    for (index, part) in parts.enumerated() {
      for child in part.children { depth[child] = depth[index] + 1 }
    }
    return zip(parts, depth).map { String(repeating: ".", count: $1) + $0.type.essence }
  }
}

/// A message in pieces: no more than so many bytes are given at a time, and the most that were asked for is kept.
final class CountedBytes: MessageBytes {
  typealias Failure = Never
  private let make: (Range<Int>) -> [UInt8]
  let count: Int
  private(set) var mostAtOnce = 0

  init(count: Int, make: @escaping (Range<Int>) -> [UInt8]) {
    self.count = count
    self.make = make
  }

  func bytes(in range: Range<Int>) -> ArraySlice<UInt8> {
    mostAtOnce = max(mostAtOnce, range.count)
    return make(range)[...]
  }
}
