/// The header lines of one part, taken one after another and made into a `MultipartPart` at the empty line.
struct PartHeaders {
  private static let longestName = 200

  private var disposition: [UInt8]?
  private var mediaType: MediaType?
  private var encoding: String?
  private var count = 0

  /// Takes one line without its line end.
  mutating func take(_ line: [UInt8], limit: Int) throws(MultipartRefusal) {
    count += 1
    guard count <= limit else { throw .tooManyHeaders(limit: limit) }
    guard line.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else { throw .headerMalformed }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      line[..<colon].allSatisfy(HeaderValueReader.isTokenByte)
    else { throw .headerMalformed }
    guard String(validating: line, as: UTF8.self) != nil else { throw .headerNotUTF8 }
    let value = Array(line[(colon + 1)...].trimmingSpaces())
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    switch name {
    case "content-disposition":
      guard disposition == nil else { throw .headerRepeated("Content-Disposition") }
      disposition = value
    case "content-type":
      guard mediaType == nil else { throw .headerRepeated("Content-Type") }
      guard let type = MediaType(String(decoding: value, as: UTF8.self)) else { throw .mediaTypeMalformed }
      mediaType = type
    case "content-transfer-encoding":
      guard encoding == nil else { throw .headerRepeated("Content-Transfer-Encoding") }
      encoding = String(decoding: value, as: UTF8.self).lowercased()
    case _: break
    }
  }

  /// - Throws: what is wrong with the headers as a whole.
  func part() throws(MultipartRefusal) -> MultipartPart {
    if let encoding, !["7bit", "8bit", "binary"].contains(encoding) { throw .encoded(encoding) }
    guard let disposition else { throw .dispositionMissing }
    var reader = HeaderValueReader(disposition)
    guard let kind = reader.token(), kind.lowercased() == "form-data", let parameters = reader.parameters() else {
      throw .dispositionMalformed
    }
    func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
    guard let name = value("name"), !name.isEmpty else { throw .nameMissing }
    guard name.utf8.count <= PartHeaders.longestName else {
      throw .nameTooLong(limitInBytes: PartHeaders.longestName)
    }
    guard !name.unicodeScalars.contains(where: Filename.isLineBreakOrControl) else { throw .dispositionMalformed }
    let plain = value("filename")
    let filename: String?
    if let extended = value("filename*") {
      guard let decoded = ExtendedValue.decode(extended) else { throw .filenameMalformed }
      filename = decoded
    } else {
      filename = plain
    }
    return MultipartPart(name: name, filename: try filename.map(Filename.cleaned), mediaType: mediaType)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func trimmingSpaces() -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    let start = drop(while: isSpace)
    guard let last = start.lastIndex(where: { !isSpace($0) }) else { return [] }
    return start[...last]
  }
}
