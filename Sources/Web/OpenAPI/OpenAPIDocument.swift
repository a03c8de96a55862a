import HTTPTypes
import StrictJSON

/// The OpenAPI 3.1 document, made from the routes themselves.
package enum OpenAPIDocument {
  package static func bytes(of routes: [Route]) -> [UInt8] {
    var paths: [(String, JSONValue)] = []
    for path in routes.map(\.path) where !paths.contains(where: { $0.0 == path }) {
      let operations = routes.filter { $0.path == path }.map { ($0.method.rawValue.lowercased(), operation($0)) }
      paths.append((path, .object(JSONObject(operations))))
    }
    let document: JSONValue = [
      "openapi": "3.1.0",
      "info": [
        "title": "Baton", "version": "1",
        "description": "A service-desk hub: companies hand tickets to one another and keep their own desks.",
      ],
      "paths": .object(JSONObject(paths)),
      "components": [
        "schemas": .object(JSONObject(Schemas.all.map { ($0.name, $0.schema.json) })),
        "responses": .object(JSONObject(DocumentedRefusal.allCases.map { ($0.name, $0.json) })),
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
      ],
    ]
    return JSONWriter.bytes(of: document)
  }

  private static func operation(_ route: Route) -> JSONValue {
    var operation: JSONObject = [
      "summary": JSONValue(route.summary),
      "operationId": JSONValue(operationID(route)),
      "security": route.access == .open ? [] : [["token": []]],
    ]
    let parameters = pathParameters(route) + queryParameters(route) + headerParameters(route)
    if !parameters.isEmpty { operation.append("parameters", .array(parameters)) }
    if let body = requestBody(route) { operation.append("requestBody", body) }
    operation.append("responses", responses(route))
    return .object(operation)
  }

  private static func operationID(_ route: Route) -> String {
    let words = route.path.split(separator: "/").filter { $0 != "api" && $0 != "v1" }
      .map { $0.filter { $0.isLetter || $0.isNumber || $0 == "_" } }
    return ([route.method.rawValue.lowercased()] + words).joined(separator: "_")
  }

  private static func pathParameters(_ route: Route) -> [JSONValue] {
    route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { place in
      let name = String(place.dropFirst().dropLast())
      return [
        "name": JSONValue(name), "in": "path", "required": true,
        "schema": name == "ticket" ? ticketName.json : Schema.id.json,
      ]
    }
  }

  /// A ticket goes by its id or by its number.
  private static let ticketName = Schema.either([.id, Schema(["type": "string", "pattern": "^[1-9][0-9]{0,8}$"])])

  private static func queryParameters(_ route: Route) -> [JSONValue] {
    route.query.map {
      // An empty value counts as none, as forms send it.
      [
        "name": JSONValue($0.name), "in": "query", "description": JSONValue($0.summary), "allowEmptyValue": true,
        "schema": $0.schema.json,
      ]
    }
  }

  private static func headerParameters(_ route: Route) -> [JSONValue] {
    var headers: [JSONValue] = []
    if route.method == .post, route.access == .token {
      headers.append([
        "name": "Idempotency-Key", "in": "header",
        "description": "The same key and body gives the first answer again, for 24 hours.",
        "schema": ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"],
      ])
    }
    if route.takesVersion {
      headers.append([
        "name": "If-Match", "in": "header",
        "description": "The ETag that was read; if it has changed since, nothing happens.",
        "schema": ["type": "string", "pattern": "^(\\*|(W/)?\"[^,]*\")$"],
      ])
    }
    return headers
  }

  private static func requestBody(_ route: Route) -> JSONValue? {
    switch route.body {
    case .none, .form, .formWithFiles: nil
    case .json(let schema, let isOptional):
      ["required": JSONValue(!isOptional), "content": ["application/json": ["schema": schema.json]]]
    case .raw: ["required": true, "content": ["*/*": [:]]]
    case .multipart(let schema):
      ["required": true, "content": ["multipart/form-data": ["schema": schema.json]]]
    }
  }

  private static func responses(_ route: Route) -> JSONValue {
    var success: JSONObject = ["description": "Done."]
    if let answer = route.answer {
      success.append("content", ["application/json": ["schema": answer.json]])
    }
    let refusals = DocumentedRefusal.all(of: route).map { (String($0.status), $0.reference) }
    return .object(JSONObject([(String(route.status), .object(success))] + refusals))
  }
}
