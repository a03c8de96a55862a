import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// A ticket's files: adding them, and getting their bytes.
enum TicketFilePage {
  static let routes: [Route] = [
    Route(
      .post, "/desk/{desk}/tickets/{ticket}/files", "Puts files on a ticket.", face: .page, access: .session(.agent),
      body: .formWithFiles, answer: nil, handle: add),
    Route(
      .get, "/desk/{desk}/attachments/{attachment}", "The bytes of a file, as a download.", face: .page,
      access: .session(.light), answer: nil, handle: AttachmentRoutes.download),
    Route(
      .get, "/desk/{desk}/mails/{mail}/original", "A mail as it came, as a download.", face: .page,
      access: .session(.agent), answer: nil, handle: MailRoutes.original),
  ]

  private static func add(_ call: Call) async throws -> Answer {
    let ticket = try await call.ticket()
    let (call, received) = try await call.takingFiles()
    let path = try call.deskPath("/tickets/\(call.parameters["ticket"] ?? "")")
    return try await call.submit { form in
      if let refusal = received.refusal { throw refusal }
      guard let audience = Audience(rawValue: form["audience"] ?? "") else {
        throw InvalidInput("/audience", "is required")
      }
      return AttachFiles(to: ticket, received.files, audience: audience)
    } then: { _, _ in
      "\(path)?done=file_added"
    } orShow: {
      try await TicketPage.show(call, $0)
    }
  }
}
