import HTTPTypes
package import Hummingbird

/// All routes of the hub, and what happens to a request that none of them knows.
package enum HubRouter {
  package static let routes: [Route] = {
    let described = APIRoutes.all + OperatingRoutes.all
    let document = OpenAPIDocument.bytes(of: described + [OperatingRoutes.openAPI([])])
    return described + [OperatingRoutes.openAPI(document)] + PageRoutes.all
  }()

  package static func make(_ hub: Hub) -> Router<HubContext> {
    let router = Router(context: HubContext.self, options: .autoGenerateHeadEndpoints)
    let door = Door(hub: hub)
    for route in routes {
      let measure = hub.measures.of(route)
      router.on(RouterPath(route.path), method: route.method) { request, context in
        let start = ContinuousClock.now
        let response = await door.answer(request, context, by: route)
        measure.note(status: response.status.code, took: start.duration(to: .now))
        return response
      }
    }
    router.add(middleware: Fallback(door: door, routes: routes))
    return router
  }
}

/// Answers what no route answered: an unknown path, or a known one with another method.
private struct Fallback: RouterMiddleware {
  let door: Door
  let routes: [Route]

  func handle(
    _ request: Request, context: HubContext, next: (Request, HubContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    do {
      return try await next(request, context)
    } catch {
      let answer = refusal(error, request)
      door.hub.measures.unrouted.note(status: answer.status, took: start.duration(to: .now))
      return answer.response()
    }
  }

  private func refusal(_ error: any Error, _ request: Request) -> Answer {
    guard let error = error as? HTTPError else { return door.refusal(error, request) }
    guard error.status == .notFound else {
      return Problem(error.status.code, error.status.reasonPhrase, error.body ?? "The request cannot be served.").answer
    }
    let methods = allowed(at: request.uri.path)
    guard !methods.isEmpty else { return door.unrouted(request, .notFound) }
    let list = methods.joined(separator: ", ")
    return door.unrouted(
      request, Problem(405, "Method not allowed", "This address takes \(list).", headers: [.allow: list]))
  }

  private func allowed(at path: String) -> [String] {
    let places = path.split(separator: "/", omittingEmptySubsequences: true)
    let matching = routes.filter { route in
      let pattern = route.path.split(separator: "/", omittingEmptySubsequences: true)
      return pattern.count == places.count
        && zip(pattern, places).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
    // An address in words is itself, also where a place for anything would take it.
    let mostWords = matching.map(\.parameterCount).min()
    let methods = matching.filter { $0.parameterCount == mostWords }.map(\.method)
    return (methods.contains(.get) ? methods + [.head] : methods).map(\.rawValue).sorted()
  }
}

extension Route {
  fileprivate var parameterCount: Int { path.utf8.count { $0 == UInt8(ascii: "{") } }
}
