import Hummingbird
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
  ]

  static func openAPI(_ document: [UInt8]) -> Route {
    Route(.get, "/openapi.json", "This document.", access: .open, answer: .anything) { _ in
      Answer(status: 200, headers: [.contentType: "application/json; charset=utf-8"], body: .bytes(document))
    }
  }
}
