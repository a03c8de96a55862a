package import Foundation

/// Why a ticket rests, and until when: waiting for parts, for a date on site.
package struct Hold: Sendable, Equatable, Codable {
  package let reason: String?
  package let until: Date?

  package init(reason: String?, until: Date?) {
    self.reason = reason
    self.until = until
  }
}
