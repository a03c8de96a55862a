import DeskActions
import Federation
import SQLiteEngine
import Storage
import Ticketing

extension Desks {
  /// Keeps a small file, named as said, on a ticket.
  @discardableResult
  func attach(
    _ name: String, to ticket: TicketID, comment: CommentID? = nil, audience: Audience? = nil, at desk: TestDesk
  ) async throws -> Attachment {
    let file = try await stored(name, at: desk)
    return try await act(
      AttachFile(
        to: ticket, comment: comment, name: name, mediaType: file.mediaType, bytes: file.bytes, hash: file.hash,
        audience: audience), desk.agent)
  }

  /// Puts a small file's bytes on disk.
  func stored(_ name: String, at desk: TestDesk) async throws -> StoredFile {
    let sink = try await hub.blobs.receive(in: desk.tenant)
    try await sink.write(Array(name.utf8))
    let (hash, bytes) = try await sink.finish()
    return StoredFile(name: name, mediaType: "text/plain", bytes: bytes, hash: hash)
  }
}

extension Completion {
  static let done = Completion(resolution: Resolution(code: .fixed, text: "A new fuse."))
}
