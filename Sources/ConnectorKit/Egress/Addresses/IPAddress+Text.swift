extension IPAddress {
  /// Reads the one form that leaves no doubt: four plain decimal numbers, or RFC 4291, section 2.2, without a zone.
  ///
  /// It is for what an operator writes, and for telling a literal host from a name.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 45 else { return nil }
    if bytes.contains(UInt8(ascii: ":")) {
      guard let number = IPAddress.sixth(bytes) else { return nil }
      self = .v6(number)
    } else {
      guard let number = IPAddress.fourth(bytes[...]) else { return nil }
      self = .v4(number)
    }
  }

  private static func fourth(_ text: ArraySlice<UInt8>) -> UInt32? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var number: UInt32 = 0
    for part in parts {
      // A zero in front would be an octal number to other readers.
      guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0") else { return nil }
      var value: UInt32 = 0
      for byte in part {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + UInt32(byte - 0x30)
      }
      guard value <= 255 else { return nil }
      number = number << 8 | value
    }
    return number
  }

  private static func sixth(_ text: [UInt8]) -> UInt128? {
    guard let gap = doubleColon(text) else {
      guard let groups = groups(text[...], mayEndInFour: true), groups.count == 8 else { return nil }
      return number(groups)
    }
    guard let head = groups(text[..<gap], mayEndInFour: false),
      let tail = groups(text[(gap + 2)...], mayEndInFour: true), head.count + tail.count <= 7
    else { return nil }
    return number(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
  }

  /// Where the only run of zeros is left out.
  private static func doubleColon(_ text: [UInt8]) -> Int? {
    text.indices.dropLast().first { text[$0] == UInt8(ascii: ":") && text[$0 + 1] == UInt8(ascii: ":") }
  }

  private static func groups(_ text: ArraySlice<UInt8>, mayEndInFour: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count <= 8 else { return nil }
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if mayEndInFour, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let four = fourth(part) else { return nil }
        groups += [UInt16(truncatingIfNeeded: four >> 16), UInt16(truncatingIfNeeded: four)]
      } else {
        guard (1...4).contains(part.count), let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16),
          part.first != UInt8(ascii: "+")
        else { return nil }
        groups.append(group)
      }
    }
    return groups
  }

  private static func number(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }
}

extension IPAddress: CustomStringConvertible {
  /// Of version 6 all eight groups, so that one address has one text.
  package var description: String {
    switch self {
    case .v4(let number):
      stride(from: 24, through: 0, by: -8).map { String(number >> $0 & 0xFF) }.joined(separator: ".")
    case .v6(let number):
      stride(from: 112, through: 0, by: -16).map { String(number >> $0 & 0xFFFF, radix: 16) }.joined(separator: ":")
    }
  }
}
