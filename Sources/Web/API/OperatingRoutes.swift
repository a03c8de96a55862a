import Hummingbird
import Measuring
import StrictJSON

/// What an operator's tools ask for.
package enum OperatingRoutes {
  package static let all: [Route] = [
    Route(.get, "/healthz", "Whether the process lives.", access: .open, answer: .object(["status": .text])) { _ in
      .json(["status": "alive"])
    },
    Route(.get, "/readyz", "Whether the hub serves.", access: .open, answer: .object(["status": .text])) { call in
      guard call.hub.readiness.isReady else {
        throw Problem(503, "Not ready", "The hub is starting or shutting down.", headers: [.retryAfter: "1"])
      }
      return .json(["status": "ready"])
    },
    Route(
      .get, "/metrics", "What there is to watch, as Prometheus reads it; for the operator alone.", access: .open,
      answer: nil, handle: metrics),
  ]

  private static func metrics(_ call: Call) async throws -> Answer {
    guard call.hub.metrics.opens(to: call) else { throw Problem.notFound }
    let families = try await call.hub.measures.families + call.hub.rates.families + call.hub.metrics.families()
    return Answer(
      status: 200, headers: [.contentType: Exposition.contentType, .cacheControl: "no-store"],
      body: .bytes(Array(Exposition.text(of: families).utf8)))
  }

  static func openAPI(_ document: [UInt8]) -> Route {
    Route(.get, "/openapi.json", "This document.", access: .open, answer: .anything) { _ in
      Answer(status: 200, headers: [.contentType: "application/json; charset=utf-8"], body: .bytes(document))
    }
  }
}
