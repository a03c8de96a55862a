import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// What is written on a ticket's page.
enum TicketCommentPage {
  static let routes: [Route] = [
    Route(
      .post, "/desk/{desk}/tickets/{ticket}/comments", "Writes a comment.", face: .page, access: .session(.light),
      body: .form, answer: nil, handle: write)
  ]

  private static func write(_ call: Call) async throws -> Answer {
    let ticket = try await call.ticket()
    let path = try call.deskPath("/tickets/\(call.parameters["ticket"] ?? "")")
    return try await call.submit { form in
      try JSONFields.read(.object(form.object("body", "audience")), CommentBody.init).action(on: ticket)
    } then: { comment, _ in
      "\(path)#comment-\(comment.id)"
    } orShow: {
      try await TicketPage.show(call, $0)
    }
  }
}
