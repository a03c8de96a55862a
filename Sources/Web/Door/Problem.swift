package import HTTPTypes
import Storage
package import StrictJSON

/// An error as a client sees it (RFC 9457).
package struct Problem: Error, Sendable {
  package let status: Int
  package let title: String
  package let detail: String
  package let errors: [(pointer: String, detail: String)]
  package let headers: HTTPFields
  /// Members of its own (RFC 9457, 3.2).
  package let extensions: JSONObject

  package init(
    _ status: Int, _ title: String, _ detail: String, errors: [(pointer: String, detail: String)] = [],
    headers: HTTPFields = [:], extensions: JSONObject = JSONObject()
  ) {
    self.status = status
    self.title = title
    self.detail = detail
    self.errors = errors
    self.headers = headers
    self.extensions = extensions
  }

  package var answer: Answer {
    var body: JSONObject = [
      "type": "about:blank", "title": JSONValue(title), "status": JSONValue(status), "detail": JSONValue(detail),
    ]
    if !errors.isEmpty {
      let list = errors.map { ["pointer": JSONValue($0.pointer), "detail": JSONValue($0.detail)] as JSONValue }
      body.append("errors", .array(list))
    }
    for member in extensions.members { body.append(member.key, member.value) }
    var headers = headers
    headers[.contentType] = "application/problem+json"
    headers[.cacheControl] = "no-store"
    return Answer(status: status, headers: headers, body: .bytes(JSONWriter.bytes(of: .object(body))))
  }
}

extension Problem {
  /// Absent and foreign look alike, byte for byte.
  static let notFound = Problem(404, "Not found", "There is nothing here that you may see.")

  static let noToken = Problem(
    401, "Not signed in", "Send a valid API token as “Authorization: Bearer …”.",
    headers: [.wwwAuthenticate: "Bearer"])

  static func malformed(_ detail: String) -> Problem { Problem(400, "Malformed request", detail) }

  static func invalid(_ pointer: String, _ detail: String) -> Problem {
    Problem(422, "Invalid", "\(pointer) \(detail).", errors: [(pointer, detail)])
  }

  static func conflict(_ detail: String) -> Problem { Problem(409, "Not possible in this state", detail) }

  static let internalError = Problem(
    500, "Internal error", "Something went wrong here; it is in the hub's log. Nothing was changed.")

  static let damaged = Problem(
    500, "Damaged",
    "What the hub keeps is not what was written, and is not served. Who runs it finds the place with `baton doctor`.")

  /// For what is in no list of refusals, and was logged.
  init(unexpected error: any Error) {
    if let error = error as? StorageError, case .corrupt = error { self = .damaged } else { self = .internalError }
  }
}
