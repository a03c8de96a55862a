import CQRencode

/// A QR code (ISO/IEC 18004) as one path, for a picture inside of the page: nothing is fetched, and no script draws.
package struct QRPicture: Sendable {
  /// Modules a side, with the margin of four that readers need.
  package let size: Int
  /// The dark modules, each run of a row as one rectangle.
  package let path: String

  private static let margin = 4

  /// Nil for what is too long for any QR code: about two thousand bytes.
  package init?(_ text: String) {
    // Medium correction: a screen is never torn or stained.
    guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(code) }
    guard let modules = code.pointee.data else { return nil }
    let width = Int(code.pointee.width)
    var path = ""
    for row in 0..<width {
      var column = 0
      while column < width {
        // The lowest bit says whether the module is dark.
        let run = (column..<width).prefix { modules[row * width + $0] & 1 == 1 }.count
        if run > 0 { path += "M\(column + Self.margin) \(row + Self.margin)h\(run)v1h-\(run)z" }
        column += max(run, 1)
      }
    }
    size = width + 2 * Self.margin
    self.path = path
  }
}
