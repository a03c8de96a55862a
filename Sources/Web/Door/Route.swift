package import HTTPTypes
import StrictJSON
package import Ticketing

/// One thing that the API does: where, for whom, what goes in, what comes out, and the code that does it. The router and
/// `/openapi.json` are both made from the same list of these.
package struct Route: Sendable {
  package enum Face: Sendable {
    case api
    case page
  }

  package enum Access: Sendable, Equatable {
    /// Anybody.
    case open
    /// Who shows a token.
    case token
    /// Who is signed in at the desk of the path with a browser, in this role or a higher one.
    case session(Role)
    /// Who runs the hub, by a link of `baton operator link`. Nobody of a desk is let in, and it opens no desk.
    case `operator`
  }

  package enum Body: Sendable {
    case none
    /// JSON of the schema; with `isOptional`, nothing at all will do.
    case json(Schema, isOptional: Bool)
    case multipart(Schema)
    /// Whatever another system sends: its bytes are what proves it.
    case raw
    /// What a page's form sends; its token is checked at the door.
    case form
    /// A page's form with files, to be read as it comes; its token is its first part.
    case formWithFiles
  }

  package let method: HTTPRequest.Method
  /// With parameters in braces: `/api/v1/tickets/{ticket}`.
  package let path: String
  package let summary: String
  /// Whether programs or people are answered.
  package let face: Face
  package let access: Access
  /// Whether what it does asks for a password that was typed within `ConfirmationStep.span`. Only for forms of a session.
  package let asksPassword: Bool
  /// Whether it is open to who still has to set up the second step that the desk asks of everybody.
  package let precedesSecondStep: Bool
  package let query: [QueryParameter]
  /// Whether `If-Match` with the thing's ETag keeps a change from overwriting another one.
  package let takesVersion: Bool
  package let body: Body
  package let status: Int
  package let answer: Schema?
  package let handle: @Sendable (Call) async throws -> Answer

  package init(
    _ method: HTTPRequest.Method, _ path: String, _ summary: String, face: Face = .api, access: Access = .token,
    asksPassword: Bool = false, precedesSecondStep: Bool = false, query: [QueryParameter] = [],
    takesVersion: Bool = false, body: Body = .none,
    status: Int = 200, answer: Schema?,
    handle: @escaping @Sendable (Call) async throws -> Answer
  ) {
    self.method = method
    self.path = path
    self.summary = summary
    self.face = face
    self.access = access
    self.asksPassword = asksPassword
    self.precedesSecondStep = precedesSecondStep
    self.query = query
    self.takesVersion = takesVersion
    self.body = body
    self.status = status
    self.answer = answer
    self.handle = handle
  }

  /// The method as it stands in a request.
  package var verb: String { method.rawValue }

  /// The path with its parameters as numbered places: two routes with the same one differ by method only.
  package var shape: String {
    path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }.joined(separator: "/")
  }
}

package struct QueryParameter: Sendable {
  package let name: String
  package let summary: String
  package let schema: Schema

  package init(_ name: String, _ summary: String, _ schema: Schema = .text) {
    self.name = name
    self.summary = summary
    self.schema = schema
  }

  package static let paging = [
    QueryParameter("limit", "How many items a page holds: 1 to 200, 50 unless told.", .integer(in: Call.pageSizes)),
    QueryParameter("cursor", "The `next_cursor` of the page before.", .cursor),
  ]
}
