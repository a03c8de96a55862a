package import DeskActions
import Federation
package import Foundation
package import Storage
import Ticketing

/// Carries between two desks of one hub: the sender's relay opens the receiver's transaction itself.
package struct HubCarriage: Carriage {
  private let storage: any DeskStorage
  private let blobs: any BlobStore
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64

  package init(
    storage: any DeskStorage, blobs: any BlobStore, now: @escaping @Sendable () -> Date,
    seed: @escaping @Sendable () -> UInt64
  ) {
    self.storage = storage
    self.blobs = blobs
    self.now = now
    self.seed = seed
  }

  package func bring(_ consignment: Consignment) async throws -> Acknowledgement {
    for hash in consignment.files {
      guard try await !blobs.contains(hash, in: consignment.receiver) else { continue }
      try await blobs.adopt(hash, from: consignment.sender.tenant, into: consignment.receiver)
    }
    let receive = ReceiveMessage(from: consignment.sender, consignment.wireBytes)
    let moment = Moment(now: now(), seed: seed())
    return try await storage.write(in: consignment.receiver) { tx in
      var moment = moment
      return try receive.perform(in: tx, &moment)
    }
  }
}
