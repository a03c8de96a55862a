/// A message as it travels: dots at the beginnings of lines doubled, and one alone at the end (RFC 5321, 4.5.2).
///
/// Lines end with CR and LF and with nothing else: a dot between bare line feeds is content, so that no message can end in
/// the midst of what another server took for one (CVE-2023-51764).
struct DottedContent {
  private enum Place {
    case lineStart
    case afterDot
    case afterDotReturn
    case inLine
    case afterReturn
  }

  private var place = Place.lineStart

  /// Appends what is content.
  ///
  /// - Returns: how many bytes were used, and whether the last of them ended the message.
  mutating func take(_ bytes: ArraySlice<UInt8>, into content: inout [UInt8]) -> (used: Int, isOver: Bool) {
    content.reserveCapacity(content.count + bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      switch place {
      case .lineStart where byte == UInt8(ascii: "."): place = .afterDot
      case .afterDot where byte == UInt8(ascii: "\r"): place = .afterDotReturn
      case .afterDotReturn where byte == UInt8(ascii: "\n"): return (index + 1 - bytes.startIndex, true)
      case .afterDotReturn:
        content.append(UInt8(ascii: "\r"))
        place = .afterReturn
        continue
      case .afterReturn where byte == UInt8(ascii: "\n"):
        content.append(byte)
        place = .lineStart
      case .lineStart, .afterDot, .inLine, .afterReturn:
        // Up to the next return the bytes are as they are.
        let run = bytes[index...].firstIndex(of: UInt8(ascii: "\r")) ?? bytes.endIndex
        content += bytes[index..<run]
        place = .inLine
        index = run
        guard index < bytes.endIndex else { return (bytes.count, false) }
        content.append(UInt8(ascii: "\r"))
        place = .afterReturn
      }
      index += 1
    }
    return (bytes.count, false)
  }
}
