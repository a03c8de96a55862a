/// Undoes a transfer encoding, a chunk at a time. It takes what is there: what cannot be an encoding stands for itself
/// (quoted-printable) or for nothing (base64), as everything else that reads mail does it.
package struct PartDecoder: Sendable {
  private let encoding: TransferEncoding
  /// Bits of base64 that make no byte yet, and how many.
  private var bits: UInt32 = 0
  private var bitCount = 0
  /// Bytes that only what comes next can tell what they are.
  private var held: [UInt8] = []
  private var uuencoded = UUDecoder()

  package init(_ encoding: TransferEncoding) { self.encoding = encoding }

  package mutating func decode(_ chunk: ArraySlice<UInt8>) -> [UInt8] {
    switch encoding {
    case .identity: Array(chunk)
    case .base64: base64(chunk)
    case .quotedPrintable: quotedPrintable(chunk)
    case .uuencode: uuencoded.decode(chunk)
    }
  }

  /// What is left at the end.
  package mutating func finish() -> [UInt8] {
    switch encoding {
    case .identity, .base64: return []
    case .uuencode: return uuencoded.finish()
    case .quotedPrintable:
      defer { held = [] }
      // A soft break at the very end.
      return held.first == 0x3D && held.dropFirst().allSatisfy(\.isSpace) ? [] : held
    }
  }

  private mutating func base64(_ chunk: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(chunk.count / 4 * 3 + 3)
    for byte in chunk {
      if byte == 0x3D {
        // Padding ends a run; another may follow, where pieces were put one behind the other.
        (bits, bitCount) = (0, 0)
        continue
      }
      let value = Self.base64Values[Int(byte)]
      guard value < 64 else { continue }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        plain.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        bits &= (1 << UInt32(bitCount)) - 1
      }
    }
    return plain
  }

  private static let base64Values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
    // The alphabet for addresses (RFC 4648, 5), which some programs use for mail too.
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    return values
  }()

  private mutating func quotedPrintable(_ chunk: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(chunk.count)
    for byte in chunk {
      guard !held.isEmpty else {
        if byte == 0x3D { held = [byte] } else { plain.append(byte) }
        continue
      }
      held.append(byte)
      if held.count == 2 {
        if byte == 0x0A { held = [] } else if byte.hexValue == nil, !byte.isSpace { release(&plain) }
      } else if let high = held[1].hexValue {
        if let low = byte.hexValue {
          plain.append(high << 4 | low)
          held = []
        } else {
          release(&plain)
        }
      } else if byte == 0x0A {
        // A soft break, white space before its end (RFC 2045, 6.7, rule 3).
        held = []
      } else if !byte.isSpace || held.count > 256 {
        release(&plain)
      }
    }
    return plain
  }

  /// What was held begins no escape: all but its last byte stands for itself, and that may begin one.
  private mutating func release(_ plain: inout [UInt8]) {
    guard let last = held.popLast() else { return }
    plain += held
    held = []
    if last == 0x3D { held = [last] } else { plain.append(last) }
  }
}
