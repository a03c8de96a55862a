package import Foundation

/// The first word of a new epoch, from a desk that was restored from a backup: where it finds itself.
package struct Resync: Sendable, Equatable, Codable {
  /// The last message that it remembers to have sent.
  package let former: Place
  /// The last message of the other desk's that it remembers to have applied, with all before it.
  package let applied: Place
  /// The moment of the backup, by the restored desk's clock; on a partnership's own lane.
  package let asOf: Date?

  package init(former: Place, applied: Place, asOf: Date? = nil) {
    self.former = former
    self.applied = applied
    self.asOf = asOf
  }
}

/// The answer, after all that the restored desk had said and has forgotten.
package struct Resynced: Sendable, Equatable, Codable {
  /// The epoch whose first word it answers: a desk may have been restored again since, and have asked anew.
  package let epoch: Int
  /// On a partnership's own lane: the handoffs that something was said of since, and that the restored desk had given over.
  package let delegated: [HandoffID]

  package init(epoch: Int, delegated: [HandoffID] = []) {
    self.epoch = epoch
    self.delegated = delegated
  }
}

/// A message that the restored desk had sent itself, byte by byte as it came.
package struct Reminder: Sendable, Equatable, Codable {
  package let wire: Data

  package init(_ wireBytes: [UInt8]) { wire = Data(wireBytes) }

  /// - Throws: `UnreadableEnvelope` where the bytes are no envelope.
  package var envelope: Envelope { get throws { try Envelope(wireBytes: Array(wire)) } }
}
