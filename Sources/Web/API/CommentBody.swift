import DeskActions
import StrictJSON
import Ticketing

/// A comment as a request describes it.
struct CommentBody {
  private enum Writer: String, CaseIterable {
    case agent
    case requester
  }

  static let schema = Schema.object(
    [
      "body": .lines(max: Limits.commentBytes), "format": .choice(of: Comment.Format.self),
      "audience": .choice(of: Audience.self), "author": .choice(of: Writer.self), "asks_to_cancel": .flag,
    ], required: ["body"])

  static let editSchema = Schema.object(["body": .lines(max: Limits.commentBytes)], required: [])

  private let body: String
  private let format: Comment.Format?
  private let audience: Audience?
  private let writer: Writer
  private let asksToCancel: Bool

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let body = fields.required("body", .text(max: Limits.commentBytes))
    format = fields.optional("format", .choice())
    audience = fields.optional("audience", .choice())
    writer = fields.optional("author", .choice()) ?? .agent
    asksToCancel = fields.optional("asks_to_cancel", .bool) ?? false
    self.body = try fields.finish(body)
  }

  /// Nil where the text stays.
  static func edit(_ fields: inout JSONFields) throws(JSONProblems) -> String? {
    fields.optional("body", .text(max: Limits.commentBytes))
  }

  /// What the requester said is public; an agent's words are internal unless told otherwise.
  func action(on ticket: TicketID) -> WriteComment {
    let isRequesters =
      switch writer {
      case .agent: false
      case .requester: true
      }
    return WriteComment(
      ticket, body: body, format: format ?? .markdown, audience: audience ?? (isRequesters ? .public : .internal),
      isRequesters: isRequesters, asksToCancel: asksToCancel)
  }
}
