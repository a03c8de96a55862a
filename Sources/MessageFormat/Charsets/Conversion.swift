import Glibc

/// Text out of a charset, by the C library's iconv. Only names of `Charset`'s table come here.
enum Conversion {
  /// The text, with U+FFFD for each byte that is none, and how many those were; nil where the system lacks the charset.
  static func text(_ bytes: ArraySlice<UInt8>, from charset: Charset) -> (text: String, lost: Int)? {
    if charset == .utf8 { return utf8(bytes) }
    let converter = iconv_open("UTF-8", charset.name)
    guard converter != OpaquePointer(bitPattern: -1).map(UnsafeMutableRawPointer.init) else { return nil }
    defer { iconv_close(converter) }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count + bytes.count / 2 + 16)
    var lost = 0
    var input = Array(bytes)
    var output = [UInt8](repeating: 0, count: 8_192)
    input.withUnsafeMutableBytes { source in
      var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = source.count
      while left > 0 {
        let failed = output.withUnsafeMutableBytes { room in
          var to = room.baseAddress?.assumingMemoryBound(to: CChar.self)
          var free = room.count
          let failed = iconv(converter, &from, &left, &to, &free) == Int(bitPattern: UInt.max) ? errno : 0
          plain += room.prefix(room.count - free)
          return failed
        }
        guard failed != 0, failed != E2BIG else { continue }
        // A byte that is no character here, or the beginning of one at the end.
        plain += [0xEF, 0xBF, 0xBD]
        lost += 1
        from = from.map { $0 + 1 }
        left -= 1
      }
    }
    return (String(decoding: plain, as: UTF8.self), lost)
  }

  private static func utf8(_ bytes: ArraySlice<UInt8>) -> (text: String, lost: Int) {
    let text = String(decoding: bytes, as: UTF8.self)
    return (text, text.unicodeScalars.reduce(into: 0) { $0 += $1 == "\u{FFFD}" ? 1 : 0 })
  }
}
