/// What is sent along.
package enum EgressBody: Sendable {
  case none
  case bytes([UInt8])
  /// A file as it is, read while it is sent.
  case file(EgressFile)
  /// A form with files in it (RFC 7578); its content type is set with it.
  case form([EgressPart])

  /// In bytes, without what a form's own lines take.
  package var weight: Int {
    switch self {
    case .none: 0
    case .bytes(let bytes): bytes.count
    case .file(let file): file.count
    case .form(let parts): parts.reduce(0) { $0 + $1.content.count }
    }
  }
}

/// A file that is never in memory as a whole.
package struct EgressFile: Sendable {
  /// In bytes; exactly so many are sent.
  package let count: Int
  /// Gives bytes from an offset on: one or more, and no more than asked for. It may be asked for the same ones again, when a
  /// connection turns out to be dead and a question is asked on another.
  package let read: @Sendable (_ offset: Int, _ count: Int) async throws -> [UInt8]

  package init(count: Int, read: @escaping @Sendable (_ offset: Int, _ count: Int) async throws -> [UInt8]) {
    self.count = max(0, count)
    self.read = read
  }
}

/// One field of a form.
package struct EgressPart: Sendable {
  package enum Content: Sendable {
    case bytes([UInt8])
    case file(EgressFile)

    var count: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .file(let file): file.count
      }
    }
  }

  package let name: String
  package let filename: String?
  /// A media type; nil for a field that is text.
  package let type: String?
  package let content: Content

  /// - Throws: where the media type would bring a line along. Names may hold anything: they are escaped as browsers do.
  package init(
    name: String, filename: String? = nil, type: String? = nil, _ content: Content
  ) throws(EgressFailure) {
    if let type { _ = try EgressHeader("Content-Type", type) }
    self.name = name
    self.filename = filename
    self.type = type
    self.content = content
  }
}
