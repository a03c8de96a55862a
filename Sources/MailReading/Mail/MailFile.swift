package import MessageFormat

/// A file that came with a mail: where it lies in the raw message, and how it is called.
package struct MailFile: Sendable, Equatable {
  /// What the sender calls it; nil where it has no name.
  package let name: String?
  /// What the sender says that it is: `application/pdf`.
  package let type: String
  package let contentID: String?
  /// Whether it is shown among the words: a picture that the HTML calls by its content id, say.
  package let isInline: Bool
  package let body: Range<Int>
  package let encoding: TransferEncoding
  /// How many bytes it has, at most; exactly it is known once it was decoded.
  package let longest: Int

  init(_ part: MessagePart, isInline: Bool) {
    name = part.filename
    type = part.type.essence
    contentID = part.contentID
    self.isInline = isInline
    body = part.body
    encoding = part.encoding
    longest = part.longest
  }

  /// The file's bytes, a chunk at a time, so that a large one is never held.
  package func read<Source: MessageBytes>(
    from source: Source, chunk: Int = 65_536, into take: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    var decoder = PartDecoder(encoding)
    var start = body.lowerBound
    while start < body.upperBound {
      let end = min(body.upperBound, start + max(1, chunk))
      try take(decoder.decode(try source.bytes(in: start..<end))[...])
      start = end
    }
    try take(decoder.finish()[...])
  }
}
