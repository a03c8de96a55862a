package import DeskActions
import Federation
package import Ticketing

/// How a message reaches the desk at the other end, and what that desk answers.
package protocol Carriage: Sendable {
  /// Returns once the receiving desk has committed.
  ///
  /// - Throws: `StorageError` where the desk cannot be reached or cannot keep anything; anything else where it stumbles.
  func bring(_ consignment: Consignment) async throws -> Acknowledgement
}

/// One message with what goes along.
package struct Consignment: Sendable, Equatable {
  package let sender: Sender
  package let receiver: TenantID
  /// The envelope as `Envelope.wireBytes` gives it.
  package let wireBytes: [UInt8]
  /// The files whose bytes go ahead of the message that tells of them.
  package let files: [ContentHash]

  package init(from sender: Sender, to receiver: TenantID, _ wireBytes: [UInt8], files: [ContentHash] = []) {
    self.sender = sender
    self.receiver = receiver
    self.wireBytes = wireBytes
    self.files = files
  }
}
