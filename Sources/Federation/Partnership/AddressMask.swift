/// Hides addresses of mail in running text, in one pass over its bytes.
package enum AddressMask {
  package static let mask = "[address hidden]"

  package static func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(0x40) else { return text }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var word = 0
    while word < bytes.count {
      guard isPart(bytes[word]) else {
        output.append(bytes[word])
        word += 1
        continue
      }
      var end = word
      while end < bytes.count, isPart(bytes[end]) { end += 1 }
      if isAddress(bytes[word..<end]) {
        output.append(contentsOf: mask.utf8)
      } else {
        output.append(contentsOf: bytes[word..<end])
      }
      word = end
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// What may stand in an address: letters, digits, `@`, the usual marks, and all beyond ASCII.
  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    case 0x21, 0x23, 0x25, 0x26, 0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3D, 0x40, 0x5E, 0x5F, 0x60, 0x7B, 0x7C, 0x7D,
      0x7E:
      true
    default: false
    }
  }

  /// Something before an `@`, and after it, up to the next one, something with a dot inside.
  private static func isAddress(_ word: ArraySlice<UInt8>) -> Bool {
    let pieces = word.split(separator: 0x40, omittingEmptySubsequences: false)
    return zip(pieces, pieces.dropFirst()).contains { local, domain in
      guard !local.isEmpty, let dot = domain.firstIndex(of: 0x2E) else { return false }
      return dot > domain.startIndex && dot < domain.endIndex - 1
    }
  }
}
