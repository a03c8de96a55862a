import FormData
import Hummingbird
import NIOCore

/// A form with files, read from the connection as it comes.
struct MultipartStream {
  private var chunks: RequestBody.AsyncIterator
  private var parser: MultipartParser

  init(_ body: RequestBody, _ parser: MultipartParser) {
    chunks = body.makeAsyncIterator()
    self.parser = parser
  }

  /// What the next piece brings; nil once the form is whole.
  ///
  /// - Throws: `MultipartRefusal`; a connection that breaks is a form that is cut off.
  mutating func next() async throws(MultipartRefusal) -> [MultipartEvent]? {
    let chunk: ByteBuffer?
    do { chunk = try await chunks.next() } catch { throw .cutOff }
    guard let chunk else {
      try parser.finish()
      return nil
    }
    return try parser.feed(chunk.readableBytesView)
  }
}
