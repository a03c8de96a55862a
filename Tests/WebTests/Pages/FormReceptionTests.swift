import DeskActions
import FormData
import Foundation
import Hummingbird
import Logging
import NIOCore
import Storage
import Testing
import Ticketing
import Web

@Suite("A page's form with files")
struct FormReceptionTests {
  private static let token = "0123456789012345678901234567890123456789"

  private static func field(_ name: String, _ value: String) -> String {
    "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
  }

  private static func file(_ name: String, _ content: String) -> String {
    "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n\(content)\r\n"
  }

  private func receive(
    _ parts: String..., in blobs: SingleBlob = SingleBlob(), role: Role = .agent, limit: Int = 100,
    end: String = "--x--\r\n"
  ) async throws -> FormWithFiles {
    let body = parts.joined() + end
    let stream = AsyncStream<ByteBuffer> { continuation in
      for byte in body.utf8 { continuation.yield(ByteBuffer(bytes: [byte])) }
      continuation.finish()
    }
    let hub = Hub(
      storage: NoStorage(), blobs: blobs, now: { Date() }, seed: { 1 }, publicURL: "http://localhost",
      logger: Logger(label: "test"), readiness: Readiness())
    let actor = Actor(tenant: TenantID(UUID()), agent: AgentID(UUID()), name: "Ada", role: role)
    let record = SessionRecord(
      id: SessionID(UUID()), agent: actor.agent, secretHash: [], createdAt: Date(), seenAt: Date(), confirmedAt: Date())
    return try await FormReception.receive(
      Call(
        hub: hub, principal: actor,
        session: BrowserSession(record: record, slug: "acme", deskName: "Acme", formToken: Self.token), parameters: [:],
        query: [:], headers: [:], moment: Moment(now: Date(), seed: 1), place: "POST /",
        payload: .stream(RequestBody(asyncSequence: stream), contentType: "multipart/form-data; boundary=x")),
      limit: limit)
  }

  @Test("gives its fields, and its files as they lie on disk")
  func isTaken() async throws {
    let blobs = SingleBlob()
    let form = try await receive(
      Self.field("_form", Self.token), Self.field("body", "a\r\nb"), Self.file("a.txt", "hello"), in: blobs)
    #expect(form.fields["body"] == "a\r\nb" && form.refusal == nil)
    #expect(form.files.map(\.name) == ["a.txt"] && form.files.map(\.bytes) == [5])
    #expect(blobs.content == Array("hello".utf8))
  }

  @Test(
    "is looked at no further than its first part, where that is not the session's token",
    arguments: [
      [], [field("body", "x")], [file("a", "x")], [field("body", "x"), field("_form", token)],
      [file("a", "x"), field("_form", token)], [field("_form", ""), file("a", "x")],
      [field("_form", String(token.reversed())), file("a", "x")],
    ])
  func isForeign(parts: [String]) async throws {
    let blobs = SingleBlob()
    let error = await #expect(throws: Problem.self) { try await receive(parts.joined(), in: blobs) }
    #expect(error?.status == 403)
    #expect(blobs.content.isEmpty)
  }

  @Test("keeps the words where a file is too large, has too long a name or is one too many")
  func keepsWords() async throws {
    let many = String(repeating: Self.file("a", ""), count: FormReception.mostFiles + 1)
    let refused: [(String, UploadRefusal)] = [
      (Self.file("a", String(repeating: "b", count: 101)), .fileTooLarge(limitInBytes: 100)),
      (Self.file(String(repeating: "n", count: 256), "b"), .nameTooLong(limitInBytes: Limits.fileNameBytes)),
      (many, .tooManyFiles(limit: FormReception.mostFiles)),
    ]
    for (files, refusal) in refused {
      let blobs = SingleBlob()
      let form = try await receive(Self.field("_form", Self.token), Self.field("body", "long"), files, in: blobs)
      #expect(form.refusal == refusal && form.fields["body"] == "long" && form.files.isEmpty)
      if case .fileTooLarge = refusal { #expect(blobs.isAbandoned) }
    }
  }

  @Test("has no file where none was chosen, and takes an empty one")
  func emptyFiles() async throws {
    #expect(try await receive(Self.field("_form", Self.token), Self.file("", "")).files.isEmpty)
    #expect(try await receive(Self.field("_form", Self.token), Self.file("a", "")).files.map(\.bytes) == [0])
  }

  @Test("takes no file of a light agent's")
  func lightAgents() async throws {
    let blobs = SingleBlob()
    await #expect(throws: PermissionRefusal(has: .light, needs: .agent)) {
      try await receive(Self.field("_form", Self.token), Self.file("a", "x"), in: blobs, role: .light)
    }
    #expect(blobs.content.isEmpty)
  }

  @Test("is forgotten when the connection breaks")
  func isForgotten() async throws {
    let blobs = SingleBlob()
    await #expect(throws: MultipartRefusal.cutOff) {
      try await receive(Self.field("_form", Self.token), Self.file("a", "hello"), in: blobs, end: "--x\r\nContent-Dis")
    }
    #expect(blobs.isAbandoned)
  }
}
