import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// What is written on a ticket's page.
enum TicketCommentPage {
  private static let path = "/desk/{desk}/tickets/{ticket}/comments"

  static let routes: [Route] = [
    Route(
      .post, path, "Writes a comment, with its files.", face: .page, access: .session(.light), body: .formWithFiles,
      answer: nil, handle: write),
    Route(
      .post, "/desk/{desk}/tickets/{ticket}/preview", "Shows a comment as its readers would get it.", face: .page,
      access: .session(.light), body: .form, answer: nil, handle: preview),
    Route(
      .post, "\(path)/{comment}/edit", "Replaces the text of one's own comment.", face: .page,
      access: .session(.light), body: .form, answer: nil, handle: edit),
    Route(
      .post, "\(path)/{comment}/retract", "Takes one's own comment back.", face: .page, access: .session(.light),
      body: .form, answer: nil, handle: retract),
    Route(
      .post, "\(path)/{comment}/release", "Lets the requester read a partner's public words.", face: .page,
      access: .session(.agent), body: .form, answer: nil, handle: release),
  ]

  private static func write(_ call: Call) async throws -> Answer {
    let ticket = try await call.ticket()
    let (call, received) = try await call.takingFiles()
    let path = try ticketPath(call)
    return try await call.submit { form in
      if let refusal = received.refusal { throw refusal }
      return SendComment(try CommentForm.body(form).action(on: ticket), with: received.files)
    } then: { comment, _ in
      "\(path)#comment-\(comment.id)"
    } orShow: {
      try await TicketPage.show(call, $0)
    }
  }

  private static func preview(_ call: Call) async throws -> Answer {
    let form = try call.form()
    var draft = ComposerView.Draft(form)
    guard form["_do"] == "preview" else { return try await TicketPage.show(call, writing: draft) }
    draft.isPreviewed = true
    do {
      return try await TicketPage.show(call, writing: draft)
    } catch {
      guard let problem = Problem(error), problem.status == 422 else { throw error }
      return try await TicketPage.show(call, RefusedForm(form: form, problem: problem, cause: error))
    }
  }

  private static func edit(_ call: Call) async throws -> Answer {
    let (ticket, comment): (TicketID, CommentID) = (try await call.ticket(), try call.parameter("comment"))
    return try await answer(call, comment) { EditComment(comment, on: ticket, body: try CommentForm.edit($0)) }
  }

  private static func retract(_ call: Call) async throws -> Answer {
    let (ticket, comment): (TicketID, CommentID) = (try await call.ticket(), try call.parameter("comment"))
    return try await answer(call, comment) { _ in RetractComment(comment, on: ticket) }
  }

  private static func release(_ call: Call) async throws -> Answer {
    let (ticket, comment): (TicketID, CommentID) = (try await call.ticket(), try call.parameter("comment"))
    return try await answer(call, comment) { _ in ReleaseComment(comment, on: ticket) }
  }

  private static func answer<Performed: Action>(
    _ call: Call, _ comment: CommentID, _ action: (FormFields) throws -> Performed
  ) async throws -> Answer {
    let path = try ticketPath(call)
    return try await call.submit(action) { _, _ in
      "\(path)#comment-\(comment)"
    } orShow: {
      try await TicketPage.show(call, $0)
    }
  }

  private static func ticketPath(_ call: Call) throws -> String {
    try call.deskPath("/tickets/\(call.parameters["ticket"] ?? "")")
  }
}
