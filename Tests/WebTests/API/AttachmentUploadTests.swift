import DeskActions
import FormData
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage
import Synchronization
import Testing
import Ticketing
import Web

@Suite("An upload")
struct AttachmentUploadTests {
  private static let file =
    "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain"

  private static func body(_ parts: [(headers: String, content: String)]) -> String {
    parts.map { "--x\r\n\($0.headers)\r\n\r\n\($0.content)\r\n" }.joined() + "--x--\r\n"
  }

  private static func field(_ name: String, _ value: String) -> (headers: String, content: String) {
    ("Content-Disposition: form-data; name=\"\(name)\"", value)
  }

  private func receive(
    _ body: String, in blobs: SingleBlob = SingleBlob(), _ headers: HTTPFields = [:],
    limit: Int = Limits.attachmentBytes
  ) async throws -> AttachmentUpload.Received {
    let chunks = Array(body.utf8).map { ByteBuffer(bytes: [$0]) }
    let stream = AsyncStream<ByteBuffer> { continuation in
      for chunk in chunks { continuation.yield(chunk) }
      continuation.finish()
    }
    let tenant = TenantID(UUID())
    let hub = Hub(
      storage: NoStorage(), blobs: blobs, now: { Date() }, seed: { 1 }, publicURL: "http://localhost",
      logger: Logger(label: "test"), readiness: Readiness())
    let actor = Actor(tenant: tenant, agent: AgentID(UUID()), name: "Ada", role: .agent)
    return try await AttachmentUpload.receive(
      Call(
        hub: hub, principal: actor, parameters: [:], query: [:], headers: headers,
        moment: Moment(now: Date(), seed: 1), place: "POST /",
        payload: .stream(RequestBody(asyncSequence: stream), contentType: "multipart/form-data; boundary=x")),
      limit: limit)
  }

  @Test("streams its file to the blob store and keeps what the form says")
  func streams() async throws {
    let (blobs, comment) = (SingleBlob(), CommentID(UUID()))
    let received = try await receive(
      Self.body([(Self.file, "hello\r\n--y"), Self.field("audience", "partner"), Self.field("comment", "\(comment)")]),
      in: blobs)
    #expect(blobs.content == Array("hello\r\n--y".utf8))
    #expect(!blobs.isAbandoned && received.bytes == 10)
    #expect(
      received.form
        == AttachmentForm(name: "a.txt", mediaType: "text/plain", comment: comment, audience: .partner))
  }

  @Test("is forgotten when the connection breaks", arguments: [3, 4, 6, 8, 12, 60, 1_000])
  func isForgotten(missing: Int) async throws {
    let (blobs, body) = (SingleBlob(), Self.body([(Self.file, "hello")]))
    let begun = String(decoding: body.utf8.dropLast(missing), as: UTF8.self)
    await #expect(throws: MultipartRefusal.cutOff) { try await receive(begun, in: blobs) }
    #expect(blobs.isAbandoned)
  }

  @Test(
    "is refused and forgotten when its form makes no sense",
    arguments: [
      (body([]), "/file"), (body([field("audience", "partner")]), "/file"),
      (body([(file, "a"), (file, "b")]), "/file"), (body([field("file", "a")]), "/file"),
      (body([(file, "a"), field("audience", "everybody")]), "/audience"),
      (body([(file, "a"), field("comment", "7")]), "/comment"),
      (body([(file, "a"), field("audience", "partner"), field("audience", "public")]), "/audience"),
      (body([(file, "a"), field("note", "b")]), "/note"),
      (body([(file, "a"), field("audience", String(repeating: "a", count: 201))]), "/audience"),
      (body([("Content-Disposition: form-data; name=\"file\"; filename=\"\"", "")]), "/file"),
      (
        body([
          ("Content-Disposition: form-data; name=\"file\"; filename=\"\(String(repeating: "a", count: 256))\"", "b")
        ]), "/file"
      ),
    ])
  func isRefused(body: String, pointer: String) async throws {
    let blobs = SingleBlob()
    let error = await #expect(throws: InvalidInput.self) { try await receive(body, in: blobs) }
    #expect(error?.problems.first?.pointer == pointer)
    #expect(blobs.isAbandoned)
  }

  @Test("that announces too much is refused before any of it is read")
  func isTooLarge() async throws {
    let blobs = SingleBlob()
    let error = await #expect(throws: UploadRefusal.self) {
      try await receive(Self.body([(Self.file, "a")]), in: blobs, [.contentLength: "999999999"])
    }
    #expect(error.flatMap { Problem($0)?.status } == 413)
    #expect(blobs.content.isEmpty)
  }

  @Test("that turns out too large is refused and forgotten, whatever it announced")
  func turnsOutTooLarge() async throws {
    let blobs = SingleBlob()
    let body = Self.body([(Self.file, "hello")])
    #expect(try await receive(body, limit: 5).bytes == 5)
    let error = await #expect(throws: UploadRefusal.self) { try await receive(body, in: blobs, limit: 4) }
    #expect(error == .fileTooLarge(limitInBytes: 4))
    #expect(blobs.isAbandoned && blobs.content == Array("hell".utf8))
  }

  @Test("is the same as another one with the same parts, in whatever order, and as no other")
  func hasAHash() async throws {
    let audience = Self.field("audience", "partner")
    let first = try await receive(Self.body([(Self.file, "a"), audience])).requestHash
    #expect(try await receive(Self.body([audience, (Self.file, "a")])).requestHash == first)
    #expect(try await receive(Self.body([(Self.file, "b"), audience])).requestHash != first)
    #expect(try await receive(Self.body([(Self.file, "a")])).requestHash != first)
  }
}
