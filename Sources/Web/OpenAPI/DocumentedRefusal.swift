import HTTPTypes
import StrictJSON

/// Why a request may be refused, as the document names it: one answer of its own for each status.
///
/// A 500 is none of them: it is a mistake of the hub's, and a 431 or 505 comes from below the routes.
enum DocumentedRefusal: Int, CaseIterable {
  case malformed = 400
  case notSignedIn = 401
  case notAllowed = 403
  case notFound = 404
  case tooSlow = 408
  case notInThisState = 409
  case changedSince = 412
  case tooLarge = 413
  case wrongContentType = 415
  case invalid = 422
  case tooManyRequests = 429
  case notNow = 503

  /// What the route may answer instead of what it does.
  static func all(of route: Route) -> [DocumentedRefusal] { allCases.filter { $0.concerns(route) } }

  private func concerns(_ route: Route) -> Bool {
    let (isKnown, isWrite) = (route.access != .open, route.method != .get)
    return switch self {
    case .malformed: true
    case .notSignedIn, .notAllowed, .tooManyRequests: isKnown
    case .notFound: isWrite || route.path.contains("{") || route.isHidden
    case .tooSlow, .tooLarge, .wrongContentType: route.body.isSent
    case .notInThisState: isWrite
    case .changedSince: route.takesVersion
    case .invalid: route.body.isSent || isWrite || !route.query.isEmpty
    case .notNow: isKnown || route.path == "/readyz"
    }
  }

  /// Under this name it stands among the document's components.
  var name: String { "\(self)".prefix(1).uppercased() + "\(self)".dropFirst() }

  var reference: JSONValue { ["$ref": .string("#/components/responses/\(name)")] }

  var json: JSONValue {
    var response: JSONObject = [
      "description": .string(summary),
      "content": ["application/problem+json": ["schema": Schema.named("Problem").json]],
    ]
    if let header {
      response.append(
        "headers",
        [header.name: ["required": true, "description": .string(header.summary), "schema": header.schema.json]])
    }
    return .object(response)
  }

  private var summary: String {
    switch self {
    case .malformed: "Cannot be read: a slip in the JSON, or a parameter that there is not."
    case .notSignedIn: "No token, or one that is not valid any more."
    case .notAllowed: "The role of the token's agent is too low, or the thing is another one's."
    case .notFound: "Absent, or another desk's: these look alike."
    case .tooSlow: "The body did not come in time."
    case .notInThisState: "The state of things forbids it; `detail` says which state, and what is allowed."
    case .changedSince: "It was changed since it was read."
    case .tooLarge: "The body is larger than the hub takes."
    case .wrongContentType: "The body is of another type than the one that is asked for."
    case .invalid: "Read, and not accepted; `errors` names each field with what is wrong about it."
    case .tooManyRequests: "Too many requests in a short time."
    case .notNow: "The hub cannot do it now; nothing was changed."
    }
  }

  private var header: (name: String, summary: String, schema: Schema)? {
    switch self {
    case .notSignedIn: ("WWW-Authenticate", "How to sign in.", .constant("Bearer"))
    case .changedSince: ("ETag", "The version that there is now.", .entityTag)
    case .tooManyRequests, .notNow: ("Retry-After", "After how many seconds to try again.", .integer(in: 1...3_600))
    case .malformed, .notAllowed, .notFound, .tooSlow, .notInThisState, .tooLarge, .wrongContentType, .invalid: nil
    }
  }
}

extension Schema {
  /// The version of a thing, in quotation marks (RFC 9110, section 8.8.3).
  static let entityTag = Schema(["type": "string", "pattern": "^\"[0-9]+\"$"])
}

extension Route {
  /// Open, and yet not there for everybody.
  fileprivate var isHidden: Bool { path == "/metrics" }
}

extension Route.Body {
  fileprivate var isSent: Bool {
    switch self {
    case .none: false
    case .json, .multipart, .raw, .form, .formWithFiles: true
    }
  }
}
