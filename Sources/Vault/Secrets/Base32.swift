/// Bytes as text in Crockford's alphabet (https://www.crockford.com/base32.html), in lower case: digits and letters without i, l, o, u.
///
/// Each value has exactly one text; Crockford's leniencies (capitals, `o` for `0`, hyphens) are refused.
enum Base32 {
  static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// How many characters `count` bytes take.
  static func length(ofBytes count: Int) -> Int { (count * 8 + 4) / 5 }

  static func text(_ bytes: some Sequence<UInt8>) -> String {
    var characters: [UInt8] = []
    var pending: UInt32 = 0
    var bits = 0
    for byte in bytes {
      pending = pending << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        characters.append(alphabet[Int(pending >> bits & 31)])
      }
      pending &= 1 << bits - 1
    }
    if bits > 0 { characters.append(alphabet[Int(pending << (5 - bits) & 31)]) }
    return String(decoding: characters, as: UTF8.self)
  }

  /// The bytes of `text`, whose time to read tells nothing of them; nil where it is not the text of exactly `count` bytes.
  static func bytes(_ text: some Sequence<UInt8>, count: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var pending: UInt32 = 0
    var bits = 0
    var characters = 0
    for character in text {
      guard let value = digit(character), characters < length(ofBytes: count) else { return nil }
      characters += 1
      pending = pending << 5 | UInt32(value)
      bits += 5
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
      pending &= 1 << bits - 1
    }
    guard characters == length(ofBytes: count), bytes.count == count, pending == 0 else { return nil }
    return bytes
  }

  /// The worth of a character. It goes through the whole alphabet, since where a search ends would be seen in its time.
  private static func digit(_ character: UInt8) -> Int? {
    var found = -1
    for (value, letter) in alphabet.enumerated() where letter == character { found = value }
    return found < 0 ? nil : found
  }
}
