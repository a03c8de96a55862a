package import Foundation
package import Ticketing

/// What an idempotency key stands for: one agent, one route.
package struct IdempotencyKey: Sendable, Hashable {
  package let agent: AgentID
  /// Method and path.
  package let route: String
  package let key: String

  package init(agent: AgentID, route: String, key: String) {
    self.agent = agent
    self.route = route
    self.key = key
  }
}

/// The first answer to a request, given again to a repetition for 24 hours.
package struct KeptAnswer: Sendable, Equatable {
  /// SHA-256 over the request's body.
  package let requestHash: [UInt8]
  package let status: Int
  package let headers: [String: String]
  package let body: [UInt8]
  package let at: Date

  package init(requestHash: [UInt8], status: Int, headers: [String: String], body: [UInt8], at: Date) {
    self.requestHash = requestHash
    self.status = status
    self.headers = headers
    self.body = body
    self.at = at
  }
}
