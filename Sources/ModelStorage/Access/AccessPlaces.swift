import Storage
import Ticketing

/// The hash of a secret, as a table's key.
struct SecretHash: Comparable, Sendable {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func < (left: SecretHash, right: SecretHash) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

/// Which answer is kept where.
struct AnswerPlace: Comparable, Sendable {
  private let agent: Rank<Agent>
  private let route: String
  private let key: String

  init(_ key: IdempotencyKey) {
    agent = Rank(key.agent)
    route = key.route
    self.key = key.key
  }

  static func < (left: AnswerPlace, right: AnswerPlace) -> Bool {
    (left.agent, left.route, left.key) < (right.agent, right.route, right.key)
  }
}
