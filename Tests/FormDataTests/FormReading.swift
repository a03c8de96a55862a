import FormData

/// A form read to its end: each part with all its bytes.
struct FormReading: Equatable {
  struct Part: Equatable {
    var part: MultipartPart
    var bytes: [UInt8] = []
    var hasEnded = false
  }

  private(set) var parts: [Part] = []
  private(set) var hasEnded = false

  /// Reads a body that comes in these chunks.
  static func read(
    _ chunks: [[UInt8]], boundary: String = "xyz", limits: MultipartLimits = MultipartLimits()
  ) throws -> FormReading {
    var reading = FormReading()
    var parser = MultipartParser(boundary: try MultipartBoundary(boundary), limits: limits)
    for chunk in chunks {
      for event in try parser.feed(chunk) { reading.take(event) }
    }
    try parser.finish()
    return reading
  }

  static func read(_ text: String, limits: MultipartLimits = MultipartLimits()) throws -> FormReading {
    try read([Array(text.utf8)], limits: limits)
  }

  private mutating func take(_ event: MultipartEvent) {
    switch event {
    case .partBegins(let part): parts.append(Part(part: part))
    case .bytes(let bytes): parts[parts.count - 1].bytes += bytes
    case .partEnds: parts[parts.count - 1].hasEnded = true
    case .formEnds: hasEnded = true
    }
  }
}

/// The body of a form with one part under these header lines.
func form(_ headers: String, content: String = "x") -> String {
  "--xyz\r\n\(headers)\r\n\r\n\(content)\r\n--xyz--\r\n"
}
