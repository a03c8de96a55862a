import Glibc

/// Text out of a charset: by the C library's iconv, or by a table of ours for the commonest. Only names of `Charset`'s table
/// come here.
enum Conversion {
  /// The text, with U+FFFD for each byte that is none, and how many those were; nil where the system lacks the charset.
  ///
  /// Bytes that are mostly no text in the charset are given up, and the rest of them is read as windows-1252: each such byte
  /// costs a call of its own.
  static func text(_ bytes: ArraySlice<UInt8>, from charset: Charset) -> (text: String, lost: Int)? {
    if charset == .utf8 { return utf8(bytes) }
    if charset == .windows1252 { return (String(decoding: windows1252(bytes), as: UTF8.self), 0) }
    let converter = iconv_open("UTF-8", charset.name)
    guard converter != OpaquePointer(bitPattern: -1).map(UnsafeMutableRawPointer.init) else { return nil }
    defer { iconv_close(converter) }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count + bytes.count / 2 + 16)
    var lost = 0
    var input = Array(bytes)
    var output = [UInt8](repeating: 0, count: min(8_192, input.count * 4 + 16))
    let unread = input.withUnsafeMutableBytes { source in
      var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = source.count
      while left > 0, !isHopeless(lost: lost, of: source.count - left) {
        let failed = output.withUnsafeMutableBytes { room in
          var to = room.baseAddress?.assumingMemoryBound(to: CChar.self)
          var free = room.count
          let failed = iconv(converter, &from, &left, &to, &free) == Int(bitPattern: UInt.max) ? errno : 0
          plain += room.prefix(room.count - free)
          return failed
        }
        guard failed != 0, failed != E2BIG, left > 0 else { continue }
        // A byte that is no character here, or the beginning of one at the end.
        plain += [0xEF, 0xBF, 0xBD]
        lost += 1
        from = from.map { $0 + 1 }
        left -= 1
      }
      return left
    }
    plain += windows1252(bytes.suffix(unread))
    return (String(decoding: plain, as: UTF8.self), lost + unread)
  }

  private static func isHopeless(lost: Int, of read: Int) -> Bool { lost > 64 && lost * 8 > read }

  private static func utf8(_ bytes: ArraySlice<UInt8>) -> (text: String, lost: Int) {
    let repaired = RepairedUTF8(bytes)
    return (String(decoding: repaired.bytes, as: UTF8.self), repaired.lost)
  }

  /// As UTF-8. Five bytes that mean nothing are control characters (Encoding Standard, index windows-1252).
  private static func windows1252(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count + bytes.count / 4)
    for byte in bytes {
      if byte < 0x80 { plain.append(byte) } else { plain += letters[Int(byte - 0x80)] }
    }
    return plain
  }

  private static let letters: [[UInt8]] = {
    let upper = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars.map {
      Array(String($0).utf8)
    }
    return upper + (0xA0...0xFF).map { Array(String(Unicode.Scalar(UInt8($0))).utf8) }
  }()
}
