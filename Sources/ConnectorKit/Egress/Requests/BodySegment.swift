/// A stretch of a body as it goes over the wire: bytes that are there, or a file that is read on the way.
package enum BodySegment: Sendable {
  case bytes([UInt8])
  case file(EgressFile)

  package var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .file(let file): file.count
    }
  }
}

extension EgressBody {
  /// - Parameter boundary: what keeps a form's parts asunder; nobody may be able to guess it.
  package func segments(boundary: String) -> [BodySegment] {
    switch self {
    case .none: []
    case .bytes(let bytes): [.bytes(bytes)]
    case .file(let file): [.file(file)]
    case .form(let parts): parts.flatMap { $0.segments(boundary) } + [.bytes(Array("--\(boundary)--\r\n".utf8))]
    }
  }

  /// What the content type has to be; nil where the sender says it.
  package func contentType(boundary: String) -> String? {
    switch self {
    case .none, .bytes, .file: nil
    case .form: "multipart/form-data; boundary=\(boundary)"
    }
  }
}

extension EgressPart {
  fileprivate func segments(_ boundary: String) -> [BodySegment] {
    var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.escaped(name))\""
    if let filename { head += "; filename=\"\(Self.escaped(filename))\"" }
    if let type { head += "\r\nContent-Type: \(type)" }
    head += "\r\n\r\n"
    let content: BodySegment =
      switch self.content {
      case .bytes(let bytes): .bytes(bytes)
      case .file(let file): .file(file)
      }
    return [.bytes(Array(head.utf8)), content, .bytes([0x0D, 0x0A])]
  }

  /// As browsers do it (HTML, "multipart/form-data"): quotation marks and line ends by percent signs; NUL, which ends a string
  /// elsewhere, is left out.
  private static func escaped(_ name: String) -> String {
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      switch byte {
      case 0x00: break
      case 0x0A: bytes += Array("%0A".utf8)
      case 0x0D: bytes += Array("%0D".utf8)
      case UInt8(ascii: "\""): bytes += Array("%22".utf8)
      case _: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
