package import Foundation

/// How far a stand-in has asked an external desk that tells nothing by itself, and when it asks again.
package struct Poll: Sendable, Equatable {
  /// As the connector understands it; nil before the first.
  package var cursor: String?
  package var nextAt: Date
  /// Until when somebody is asking.
  package var leaseUntil: Date?
  /// The longest that anybody may take to ask, in seconds.
  package static let longestLease: Double = 300

  /// How often in a row it could not be asked.
  package var failures: Int

  package init(cursor: String? = nil, nextAt: Date, leaseUntil: Date? = nil, failures: Int = 0) {
    self.cursor = cursor
    self.nextAt = nextAt
    self.leaseUntil = leaseUntil
    self.failures = failures
  }
}
