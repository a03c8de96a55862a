/// A value with parameters: `text/plain; charset=utf-8`, read as mail has them. Parameters that are cut in pieces, or say
/// their charset (RFC 2231), are whole; encoded words in them, which no RFC allows and half of all mail has, are decoded.
package struct ParameterizedValue: Sendable, Equatable {
  /// What stands before the first parameter, in lower case.
  package let value: String
  package let parameters: [String: String]

  package subscript(name: String) -> String? { parameters[name] }

  package init(_ bytes: [UInt8]) {
    var reader = ParameterReader(bytes: bytes[...])
    value = String(decoding: reader.head(), as: UTF8.self).lowercased()
    var plain: [String: String] = [:]
    var pieces: [String: [Int: Piece]] = [:]
    while let (name, bytes) = reader.next() {
      guard let star = name.utf8.firstIndex(of: 0x2A) else {
        if plain[name] == nil { plain[name] = EncodedWords.decoded(bytes) }
        continue
      }
      let base = String(name[..<star])
      var rest = name[name.index(after: star)...]
      // `name*` and `name*0*` hold escapes, `name*0` does not; the charset stands before the first of them.
      let isEscaped = rest.isEmpty || rest.hasSuffix("*")
      if rest.hasSuffix("*") { rest.removeLast() }
      guard let index = rest.isEmpty ? 0 : Int(rest), (0..<100).contains(index) else { continue }
      if pieces[base]?[index] == nil { pieces[base, default: [:]][index] = Piece(bytes: bytes, isEscaped: isEscaped) }
    }
    for (name, pieces) in pieces { plain[name] = Self.joined(pieces) ?? plain[name] }
    parameters = plain
  }

  private struct Piece {
    let bytes: ArraySlice<UInt8>
    let isEscaped: Bool
  }

  private static func joined(_ pieces: [Int: Piece]) -> String? {
    var charset: Substring?
    var joined: [UInt8] = []
    var index = 0
    while let piece = pieces[index] {
      var bytes = piece.bytes
      if index == 0, piece.isEscaped {
        let marks = bytes.indices.filter { bytes[$0] == 0x27 }.prefix(2)
        if let first = marks.first, let second = marks.dropFirst().first {
          charset = Substring(decoding: bytes[..<first], as: UTF8.self)
          bytes = bytes[(second + 1)...]
        }
      }
      joined += piece.isEscaped ? unescaped(bytes) : Array(bytes)
      index += 1
    }
    guard index > 0 else { return nil }
    guard charset != nil else { return EncodedWords.decoded(joined[...]) }
    return EncodedWords.oneLine(CharsetText(joined[...], named: charset.map(String.init)).text)
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == 0x25, let high = rest.first?.hexValue, let low = rest.dropFirst().first?.hexValue {
        plain.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        plain.append(byte)
      }
    }
    return plain
  }
}

extension UInt8 {
  /// What it says as a hexadecimal digit.
  var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    case _: nil
    }
  }
}
