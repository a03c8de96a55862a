import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

enum CommentRoutes {
  package static let all: [Route] = [
    Route(
      .post, "/api/v1/tickets/{ticket}/comments", "Writes a comment; internal unless told otherwise.",
      body: .json(CommentBody.schema, isOptional: false), status: 201, answer: .named("Comment"), handle: write),
    Route(
      .get, "/api/v1/tickets/{ticket}/comments", "The ticket's comments, oldest first.",
      query: QueryParameter.paging, answer: .page(of: "Comment"), handle: list),
    Route(
      .patch, "/api/v1/tickets/{ticket}/comments/{comment}",
      "Replaces the text of one's own comment, wherever it went.",
      body: .json(CommentBody.editSchema, isOptional: false), answer: .named("Comment"), handle: edit),
    Route(
      .delete, "/api/v1/tickets/{ticket}/comments/{comment}",
      "Takes one's own comment back, wherever it went; that there was one stays visible.",
      answer: .named("Comment"), handle: retract),
    Route(
      .post, "/api/v1/tickets/{ticket}/comments/{comment}/release",
      "Lets the requester read a partner's public words that wait for it.", answer: .named("Comment"),
      handle: release),
  ]

  private static func write(_ call: Call) async throws -> Answer {
    let body = try call.body(CommentBody.init)
    return try await call.write(body.action(on: try await call.ticket())) { comment, _ in
      // Files come after their comment: it has none yet.
      .json(CommentView.json(comment, []), status: 201)
    }
  }

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await call.readList(isPersonal: false) { tx in
      let ticket = try tx.ticket(at: call)
      let attachments = try tx.attachments(on: ticket.id)
      return Call.list(try tx.comments(on: ticket.id, page)) { CommentView.json($0, attachments) }
    }
  }

  private static func edit(_ call: Call) async throws -> Answer {
    let body = try call.body(CommentBody.edit)
    let (ticket, comment): (TicketID, CommentID) = (try await call.ticket(), try call.parameter("comment"))
    guard let body else {
      return try await call.read { tx in
        guard let comment = try tx.comment(comment), comment.ticket == ticket else { throw NotFound() }
        return try answer(comment, tx)
      }
    }
    return try await call.write(EditComment(comment, on: ticket, body: body), answer)
  }

  private static func retract(_ call: Call) async throws -> Answer {
    try await call.write(RetractComment(try call.parameter("comment"), on: try await call.ticket()), answer)
  }

  private static func release(_ call: Call) async throws -> Answer {
    try await call.write(ReleaseComment(try call.parameter("comment"), on: try await call.ticket()), answer)
  }

  @Sendable private static func answer(_ comment: Comment, _ tx: any DeskReader) throws -> Answer {
    .json(CommentView.json(comment, try tx.attachments(on: comment.ticket)))
  }
}
