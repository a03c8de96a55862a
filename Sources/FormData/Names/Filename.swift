/// What a sender calls a file, made fit to be shown and to be sent on.
package enum Filename {
  /// 255 characters of three bytes each: the longest name that common file systems take.
  package static let longest = 765

  /// The last component of a path, without the spaces around it and without characters that nobody sees or that turn
  /// the direction of text around (`invoice\u{202E}fdp.exe` reads as a PDF). Nothing but dots is no name: empty.
  ///
  /// - Throws: for control characters and line ends, and for more than 765 bytes.
  package static func cleaned(_ name: String) throws(MultipartRefusal) -> String {
    guard !name.unicodeScalars.contains(where: isLineBreakOrControl) else { throw .filenameMalformed }
    let scalars = name.unicodeScalars
    let start = scalars.lastIndex { $0 == "/" || $0 == "\\" }.map { scalars.index(after: $0) } ?? scalars.startIndex
    let visible = scalars[start...].filter { !isHidden($0) }
    guard let first = visible.firstIndex(where: { $0 != " " }), let last = visible.lastIndex(where: { $0 != " " }),
      visible.contains(where: { $0 != "." && $0 != " " })
    else { return "" }
    let cleaned = String(visible[first...last])
    guard cleaned.utf8.count <= longest else { throw .filenameTooLong(limitInBytes: longest) }
    return cleaned
  }

  /// NUL to U+001F, U+007F to U+009F, and the separators U+2028 and U+2029.
  static func isLineBreakOrControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// The zero-width joiners stay: some scripts and many emoji are written with them.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF,
      0xE0000...0xE007F:
      true
    case _: false
    }
  }
}
