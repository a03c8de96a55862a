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
    let sink = try await hub.blobs.receive(in: desk.tenant)
    try await sink.write(Array(name.utf8))
    let (hash, bytes) = try await sink.finish()
    return try await act(
      AttachFile(
        to: ticket, comment: comment, name: name, mediaType: "text/plain", bytes: bytes, hash: hash,
        audience: audience), desk.agent)
  }
}

extension Completion {
  static let done = Completion(resolution: Resolution(code: .fixed, text: "A new fuse."))
}
