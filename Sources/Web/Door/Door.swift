import FormData
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage
import Ticketing
import Vault

/// Turns a request into a `Call`: authenticates, bounds what comes in, answers in the client's words.
struct Door: Sendable {
  let hub: Hub

  /// A JSON body's bound, in bytes.
  static let bodyLimit = 1_048_576
  /// How long a client may take to send a JSON body, in seconds.
  static let bodyDeadline: TimeInterval = 30

  func answer(_ request: Request, _ context: HubContext, by route: Route) async -> Response {
    do {
      let call = try await call(request, context, route)
      guard route.asksPassword else { return try await route.handle(call).response(ending: request.body) }
      return try await ConfirmationStep(call).answer(route.handle).response()
    } catch {
      switch route.face {
      case .api: return refusal(error, request).response()
      case .page: return await pageRefusal(error, request, context, route).response()
      }
    }
  }

  private func call(_ request: Request, _ context: HubContext, _ route: Route) async throws -> Call {
    if route.face == .page, request.method == .post { try requireSameOrigin(request) }
    var (principal, session): (Actor?, BrowserSession?) = (nil, nil)
    var visit: OperatorVisit?
    switch route.access {
    case .open:
      // What tools ask for to see whether the hub lives is always answered.
      guard route.face == .page else { break }
      try hub.rates.pass(strangerFrom: address(of: request, context), isKnock: request.method == .post)
    case .token:
      let bearer: Actor = try await known(request, context) { try await actor(of: request, context) }
      try hub.rates.pass(bearer)
      principal = bearer
    case .session(let role):
      let signedIn: (actor: Actor, BrowserSession) = try await known(request, context) {
        try await visitor(of: request, context)
      }
      // Before anything is refused, so that refusals count too.
      try hub.rates.pass(signedIn.actor)
      guard route.precedesSecondStep || !signedIn.1.lacksSecondStep else { throw SecondStepMissing() }
      try signedIn.actor.require(role)
      (principal, session) = signedIn
    case .operator: visit = try await known(request, context) { try operatorVisit(of: request) }
    }
    if hub.logger.logLevel == .trace { hub.logger.trace("request accepted", metadata: ["stage": "S0"]) }
    return Call(
      hub: hub, principal: principal, session: session, parameters: parameters(context),
      query: try query(request, route),
      headers: request.headers, moment: hub.moment(), place: "\(request.method.rawValue) \(request.uri.path)",
      payload: try await payload(request, route, formToken: session?.formToken ?? visit?.formToken),
      address: address(of: request, context), authority: request.head.authority, visit: visit)
  }

  func parameters(_ context: HubContext) -> [String: String] {
    var parameters: [String: String] = [:]
    for (name, value) in context.parameters {
      // What decodes to nothing is left as it is, and names nothing.
      parameters[String(name)] = value.removingPercentEncoding ?? String(value)
    }
    return parameters
  }

  private func actor(of request: Request, _ context: HubContext) async throws -> Actor {
    guard let header = request.headers[.authorization], header.utf8.count < 512, header.hasPrefix("Bearer "),
      let claim = TokenSecret.read(String(header.dropFirst(7)), as: .api)
    else { throw Problem.noToken }
    let principal = try await hub.principals.principal(of: claim, at: hub.now()) {
      hub.storage.accessVersion(of: claim.tenant)
    } look: {
      try await hub.storage.read(in: claim.tenant) { try $0.principal(of: claim.secretHash) }
    }
    guard let principal else { throw Problem.noToken }
    return Actor(
      tenant: claim.tenant, agent: principal.agent, name: principal.name, role: principal.role,
      address: address(of: request, context))
  }

  /// Whoever cannot show who they are counts as a stranger.
  private func known<Visitor>(
    _ request: Request, _ context: HubContext, _ look: () async throws -> Visitor
  ) async throws -> Visitor {
    do { return try await look() } catch {
      try hub.rates.pass(strangerFrom: address(of: request, context), isKnock: false)
      throw error
    }
  }

  /// The network address that the request came from: what a trusted proxy says, else the connection's other end.
  func address(of request: Request, _ context: HubContext) -> String? {
    guard !hub.proxies.isEmpty else { return context.remoteAddress }
    let forwarded = request.headers[.forwardedFor]
    return Network.client(peer: context.remoteAddress, forwarded: forwarded, proxies: hub.proxies)
  }

  /// Refuses what the route does not know: a filter with a slip in it would show too much.
  private func query(_ request: Request, _ route: Route) throws -> [String: String] {
    var query: [String: String] = [:]
    if case .raw = route.body { return query }
    for (name, value) in try QueryString.pairs(request.uri.query ?? "") {
      // A page's address may come with what other sites hang on to it.
      if route.face == .page {
        query[name] = value
        continue
      }
      guard route.query.contains(where: { $0.name == name }) else {
        let known = route.query.map(\.name).joined(separator: ", ")
        throw Problem.malformed(
          "There is no parameter “\(name.prefix(50))”\(known.isEmpty ? "" : "; known are: \(known)").")
      }
      guard query.updateValue(value, forKey: name) == nil else {
        throw Problem.malformed("The parameter “\(name)” stands twice.")
      }
    }
    return query
  }

  private func payload(_ request: Request, _ route: Route, formToken: String?) async throws -> Call.Payload {
    let contentType = request.headers[.contentType] ?? ""
    switch route.body {
    case .none: return .bytes([])
    case .multipart, .formWithFiles: return .stream(request.body, contentType: contentType)
    case .form: return try await form(request, contentType, formToken)
    case .raw: return .bytes(try await collect(request))
    case .json(_, let isOptional):
      let bytes = try await collect(request)
      guard !bytes.isEmpty || isOptional else {
        throw Problem.malformed("The body is empty: send a JSON object, as “Content-Type: application/json”.")
      }
      guard !bytes.isEmpty else { return .bytes([]) }
      guard MediaType(contentType)?.essence == "application/json" else {
        throw Problem(415, "Wrong content type", "Send JSON, as “Content-Type: application/json”.")
      }
      return .bytes(bytes)
    }
  }

  func collect(_ request: Request) async throws -> [UInt8] {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Self.bodyLimit {
      throw Problem.bodyTooLarge
    }
    var bytes: [UInt8] = []
    var chunks = request.body.makeAsyncIterator()
    // Looked at as each piece comes, instead of by a timer for every request: a client that sends nothing at all is ended
    // by the server's idle time-out.
    let start = hub.now()
    while let chunk = try await Self.next(&chunks) {
      bytes.append(contentsOf: chunk.readableBytesView)
      guard bytes.count <= Self.bodyLimit else { throw Problem.bodyTooLarge }
      guard hub.now().timeIntervalSince(start) <= Self.bodyDeadline else {
        throw Problem(408, "Too slow", "The body did not come within \(Int(Self.bodyDeadline)) seconds.")
      }
    }
    return bytes
  }

  /// A connection that breaks, or chunks that are none, is a body that is cut off.
  private static func next(_ chunks: inout RequestBody.AsyncIterator) async throws(Problem) -> ByteBuffer? {
    do {
      return try await chunks.next()
    } catch {
      throw Problem.malformed("The body ended before its end.")
    }
  }

  func refusal(_ error: any Error, _ request: Request) -> Answer {
    if case StorageError.unavailable(let reason) = error {
      hub.logger.warning("storage is not available", metadata: ["reason": "\(reason.prefix(300))"])
    }
    if let problem = Problem(error) { return problem.answer }
    hub.logger.error(
      "unexpected failure",
      metadata: ["method": "\(request.method.rawValue)", "error": "\(String(describing: error).prefix(500))"])
    return Problem(unexpected: error).answer
  }
}

extension DeskReader {
  /// Who a token that is not revoked stands for, where the agent still works here.
  fileprivate func principal(of secretHash: [UInt8]) throws -> Principals.Principal? {
    guard let token = try token(secretHash: secretHash), token.revokedAt == nil, let agent = try agent(token.agent),
      agent.isActive
    else { return nil }
    return .init(agent: agent.id, name: agent.name, role: agent.role, expiresAt: token.expiresAt)
  }
}

extension Problem {
  static let bodyTooLarge = Problem(
    413, "Too large", "A JSON body has at most \(Door.bodyLimit) bytes; send files as attachments.")
}
