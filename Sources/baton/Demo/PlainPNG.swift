/// A picture in three colours, without compression: small enough for a demonstration (https://www.w3.org/TR/png-3/).
struct PlainPNG {
  enum Shade: UInt8 {
    case paper = 0
    case grid = 1
    case ink = 2
  }

  private let width: Int
  private let height: Int
  private var pixels: [UInt8]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = Array(repeating: Shade.paper.rawValue, count: width * height)
  }

  mutating func line(at y: Int, shade: Shade) { fill(x: 0..<width, y: y..<y + 1, shade: shade) }

  mutating func fill(x: Range<Int>, y: Range<Int>, shade: Shade) {
    for row in y.clamped(to: 0..<height) {
      for column in x.clamped(to: 0..<width) { pixels[row * width + column] = shade.rawValue }
    }
  }

  var bytes: [UInt8] {
    let header = Self.big(UInt32(width)) + Self.big(UInt32(height)) + [8, 3, 0, 0, 0]
    let palette: [UInt8] = [255, 255, 255, 205, 215, 222, 200, 60, 40]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", header)
      + Self.chunk("PLTE", palette) + Self.chunk("IDAT", Self.stored(rows)) + Self.chunk("IEND", [])
  }

  /// Each row begins with its filter: none.
  private var rows: [UInt8] {
    (0..<height).flatMap { [0] + pixels[$0 * width..<($0 + 1) * width] }
  }

  /// The zlib format with blocks that are stored as they are (RFC 1950, RFC 1951 3.2.4).
  private static func stored(_ raw: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    let longest = 65_535
    for start in stride(from: 0, to: raw.count, by: longest) {
      let block = raw[start..<min(start + longest, raw.count)]
      let length = UInt16(block.count)
      stream.append(start + longest >= raw.count ? 1 : 0)
      stream += [UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)]
      stream += block
    }
    var low: UInt32 = 1
    var high: UInt32 = 0
    for byte in raw {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return stream + big(high << 16 | low)
  }

  private static func chunk(_ kind: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(kind.utf8) + content
    return big(UInt32(content.count)) + body + big(checksum(body))
  }

  /// CRC-32 as PNG wants it.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 255)] ^ value >> 8 }
    return ~value
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
  }

  private static func big(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
  }
}
