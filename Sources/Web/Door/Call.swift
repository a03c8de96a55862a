import Crypto
package import FormData
import Foundation
package import HTTPTypes
package import Hummingbird
package import StrictJSON
package import Ticketing

/// One request, as a route sees it: who asks, for what, with which body.
package struct Call: Sendable {
  package let hub: Hub
  /// Nil on a route that is open to anybody.
  let principal: Actor?
  /// Nil but on a page of somebody who is signed in.
  let session: BrowserSession?
  /// Nil but on a page of the hub's operator.
  let visit: OperatorVisit?
  package let parameters: [String: String]
  package let query: [String: String]
  package let headers: HTTPFields
  package let moment: Moment
  /// Method and path, for the idempotency key.
  let place: String
  let payload: Payload
  /// The network address that the request came from, without the port; a proxy's, where one stands before the hub.
  let address: String?
  /// The host, with its port, for which the client took this hub.
  let authority: String?

  package init(
    hub: Hub, principal: Actor?, session: BrowserSession? = nil, parameters: [String: String], query: [String: String],
    headers: HTTPFields, moment: Moment, place: String, payload: Payload, address: String? = nil,
    authority: String? = nil, visit: OperatorVisit? = nil
  ) {
    self.hub = hub
    self.principal = principal
    self.session = session
    self.parameters = parameters
    self.query = query
    self.headers = headers
    self.moment = moment
    self.place = place
    self.payload = payload
    self.address = address
    self.authority = authority
    self.visit = visit
  }

  /// `GET`, `POST` and the like.
  var method: String { String(place.prefix { $0 != " " }) }

  /// The path that was asked for.
  var path: String { String(place.drop { $0 != " " }.dropFirst()) }

  /// What came in behind the headers.
  package enum Payload: Sendable {
    /// A JSON body, read whole.
    case bytes([UInt8])
    /// A form with files, to be read as it comes.
    case stream(RequestBody, contentType: String)
    /// A page's form, whose token was right.
    case form(FormFields, hash: [UInt8])
  }

  /// Who asks.
  package var actor: Actor {
    get throws {
      guard let principal else { throw Problem.noToken }
      return principal
    }
  }

  package func parameter<Entity>(_ name: String, _: Entity.Type = Entity.self) throws -> ID<Entity> {
    // A malformed id names nothing, as an absent one does.
    guard let id = parameters[name].flatMap({ ID<Entity>($0) }) else { throw Problem.notFound }
    return id
  }

  /// Reads the JSON body; none at all, where the route lets it be left out, counts as an empty object.
  package func body<Value>(_ shape: (inout JSONFields) throws(JSONProblems) -> Value) throws -> Value {
    guard case .bytes(let bytes) = payload else { throw Problem.malformed("The body is not JSON.") }
    return try JSONFields.read(bytes.isEmpty ? [:] : JSONReader.read(bytes), shape)
  }

  /// SHA-256 over the body, by which a repeated request is told from another one.
  var bodyHash: [UInt8] {
    switch payload {
    case .bytes(let bytes): Array(SHA256.hash(data: bytes))
    case .form(_, let hash): hash
    case .stream: []
    }
  }
}

extension Call {
  /// A value of the query; an empty one counts as absent.
  package func text(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }

  package func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, of: Choice.Type) throws -> Choice?
  where Choice.RawValue == String {
    guard let text = text(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw Problem.invalid(name, "is not one of: \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  /// An id of the query; one that is malformed finds nothing, as an absent one does.
  package func id<Entity>(_ name: String, _: Entity.Type = Entity.self) throws -> ID<Entity>? {
    guard let text = text(name) else { return nil }
    guard let id = ID<Entity>(text) else { throw Problem.invalid(name, "is not an id") }
    return id
  }
}
