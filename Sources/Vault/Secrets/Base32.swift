/// Bytes as text in Crockford's alphabet (https://www.crockford.com/base32.html), in lower case: digits and letters without i, l, o, u.
///
/// Each value has exactly one text; Crockford's leniencies (capitals, `o` for `0`, hyphens) are refused.
enum Base32 {
  static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// What each byte is worth as a character; 255 where it is none of the alphabet.
  private static let worth: [UInt8] = {
    var worth = [UInt8](repeating: 255, count: 256)
    for (value, character) in alphabet.enumerated() { worth[Int(character)] = UInt8(value) }
    return worth
  }()

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

  /// The bytes of `text`; nil where it is not the text of exactly `count` bytes.
  static func bytes(_ text: some Sequence<UInt8>, count: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var pending: UInt32 = 0
    var bits = 0
    var characters = 0
    for character in text {
      guard case let value = worth[Int(character)], value < 32, characters < length(ofBytes: count) else { return nil }
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
}
