import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

enum AttachmentRoutes {
  package static let all: [Route] = [
    Route(
      .post, "/api/v1/tickets/{ticket}/attachments", "Puts a file on a ticket; internal unless told otherwise.",
      body: .multipart(AttachmentForm.schema), status: 201, answer: .named("Attachment"), handle: attach),
    Route(
      .get, "/api/v1/tickets/{ticket}/attachments", "The ticket's files, oldest first.",
      query: QueryParameter.paging, answer: .page(of: "Attachment"), handle: list),
    Route(
      .get, "/api/v1/attachments/{attachment}", "The bytes of a file, as a download.", answer: nil, handle: download),
  ]

  private static func attach(_ call: Call) async throws -> Answer {
    // Nobody sends a hundred megabytes to be refused then.
    try call.actor.require(.agent)
    let ticket = try await call.hub.storage.read(in: try call.actor.tenant) { try $0.ticket(at: call).id }
    let received = try await AttachmentUpload.receive(call)
    let action = AttachFile(
      to: ticket, comment: received.form.comment, name: received.form.name, mediaType: received.form.mediaType,
      bytes: received.bytes, hash: received.hash, audience: received.form.audience)
    return try await call.noting([received.form.comment].compactMap { $0 }, on: ticket) {
      try await call.write(action, hash: received.requestHash) { attachment, _ in
        .created(AttachmentView.json(attachment), at: "/api/v1/attachments/\(attachment.id)")
      }
    }
  }

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await call.read { tx in
      let all = try tx.attachments(on: try tx.ticket(at: call).id)
      return Call.list(Page(of: all, page) { $0.id.uuid }, AttachmentView.json)
    }
  }

  static func download(_ call: Call) async throws -> Answer {
    let id: AttachmentID = try call.parameter("attachment")
    let tenant = try call.actor.tenant
    let attachment = try await call.hub.storage.read(in: tenant) { try $0.attachment(id) }
    guard let attachment else { throw NotFound() }
    return try await answer(attachment, of: tenant, call.hub)
  }

  static func answer(_ attachment: Attachment, of tenant: TenantID, _ hub: Hub) async throws -> Answer {
    let source = try await hub.blobs.open(attachment.hash, in: tenant)
    return Answer(
      status: 200,
      headers: [
        .contentType: KnownFileType.served(attachment.mediaType),
        .contentDisposition: ContentDisposition.attachment(named: attachment.name),
        .contentSecurityPolicy: "sandbox; default-src 'none'", .eTag: "\"\(attachment.hash.hex)\"",
        .cacheControl: "private, no-cache",
      ],
      body: .stream(length: source.bytes, source))
  }
}
