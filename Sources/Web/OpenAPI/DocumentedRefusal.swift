import HTTPTypes
import StrictJSON

/// Why a request may be refused, as the document names it: of one route, one answer for each status.
///
/// A 500 is none of them: it is a mistake of the hub's, and a 431 or 505 comes from below the routes.
enum DocumentedRefusal: CaseIterable {
  case malformed
  case notSignedIn, notProven
  case notAllowed, notShared
  case notFound, notOffered
  case tooSlow
  case notInThisState
  case changedSince, otherVersion
  case tooLarge, wrongContentType
  case invalid
  case tooManyRequests, notNow

  var status: Int {
    switch self {
    case .malformed: 400
    case .notSignedIn, .notProven: 401
    case .notAllowed, .notShared: 403
    case .notFound: 404
    case .notOffered: 405
    case .tooSlow: 408
    case .notInThisState: 409
    case .changedSince, .otherVersion: 412
    case .tooLarge: 413
    case .wrongContentType: 415
    case .invalid: 422
    case .tooManyRequests: 429
    case .notNow: 503
    }
  }

  /// What the route may answer instead of what it does.
  static func all(of route: Route) -> [DocumentedRefusal] { allCases.filter { $0.concerns(route) } }

  private func concerns(_ route: Route) -> Bool {
    let (isKnown, isWrite) = (route.access != .open, route.method != .get)
    return switch self {
    case .malformed: true
    case .notSignedIn, .notAllowed, .tooManyRequests: isKnown
    case .notProven, .notShared: route.isHook
    case .notOffered, .otherVersion: route.speaksForeignly
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
    case .notProven: "The webhook does not prove where it comes from, or is too old."
    case .notAllowed: "The role of the token's agent is too low, or the thing is another one's."
    case .notShared: "The protocol that the external desk speaks does not allow it."
    case .notFound: "Absent, or another desk's: these look alike."
    case .notOffered: "The protocol that the external desk speaks has no such request."
    case .otherVersion: "The external desk speaks another version of its protocol."
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
    case .malformed, .notProven, .notAllowed, .notShared, .notFound, .notOffered, .otherVersion, .tooSlow,
      .notInThisState, .tooLarge,
      .wrongContentType, .invalid:
      nil
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

  /// Where an external desk proves itself, in its own way.
  fileprivate var isHook: Bool { path.hasPrefix("/hooks/") }

  /// Where an external desk asks as a protocol of its own says.
  fileprivate var speaksForeignly: Bool { isHook && path.contains("{kind}") }
}

extension Route.Body {
  fileprivate var isSent: Bool {
    switch self {
    case .none: false
    case .json, .multipart, .raw, .form, .formWithFiles: true
    }
  }
}
