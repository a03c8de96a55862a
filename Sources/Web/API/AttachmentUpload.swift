import Federation
import FormData
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
package import Ticketing

/// Takes an upload in as it comes: the file goes to the blob store chunk by chunk, and is forgotten if anything fails.
package struct AttachmentUpload {
  package struct Received {
    package let form: AttachmentForm
    package let bytes: Int
    package let hash: ContentHash
    /// What a repeated request is compared by: the name and hash of each part.
    package let requestHash: [UInt8]
  }

  /// What stands around the file in a form: boundaries, headers, the other fields.
  private static let surroundings = 1_024 * 1_024

  private let sink: any BlobSink
  private let limit: Int
  private var reader = AttachmentForm.Reader()
  private var bytes = 0

  private init(_ sink: any BlobSink, limit: Int) {
    self.sink = sink
    self.limit = limit
  }

  /// - Parameter limit: how many bytes the file may have.
  /// - Throws: `MultipartRefusal`; a 413 or 422; what the blob store throws.
  package static func receive(_ call: Call, limit: Int = Limits.attachmentBytes) async throws -> Received {
    guard case .stream(let body, let contentType) = call.payload else { throw MultipartRefusal.notFormData }
    let boundary = try MultipartBoundary(contentType: contentType)
    if let length = call.headers[.contentLength].flatMap({ Int($0) }), length > limit + surroundings {
      throw UploadRefusal.fileTooLarge(limitInBytes: limit)
    }
    let sink = try await call.hub.blobs.receive(in: try call.actor.tenant)
    do {
      var upload = AttachmentUpload(sink, limit: limit)
      try await upload.read(body, MultipartParser(boundary: boundary))
      return try await upload.finish()
    } catch {
      await sink.abandon()
      throw error
    }
  }

  private mutating func read(_ body: RequestBody, _ parser: MultipartParser) async throws {
    var stream = MultipartStream(body, parser)
    while let events = try await stream.next() {
      for event in events { try await take(event) }
    }
  }

  private mutating func take(_ event: MultipartEvent) async throws {
    switch event {
    case .partBegins(let part): try reader.begin(part)
    case .bytes(let chunk):
      guard try reader.take(chunk) else { return }
      bytes += chunk.count
      guard bytes <= limit else { throw UploadRefusal.fileTooLarge(limitInBytes: limit) }
      try await sink.write(chunk)
    case .partEnds: reader.end()
    case .formEnds: break
    }
  }

  private func finish() async throws -> Received {
    let form = try reader.form(fileBytes: bytes)
    let (hash, bytes) = try await sink.finish()
    return Received(form: form, bytes: bytes, hash: hash, requestHash: reader.hash(file: hash))
  }
}
