package import DeskActions
import Federation
package import Foundation
package import Storage
import Ticketing

/// Carries between two desks of one hub: the sender's relay opens the receiver's transaction itself.
package struct HubCarriage: Carriage {
  let storage: any DeskStorage
  let blobs: any BlobStore
  let now: @Sendable () -> Date
  let seed: @Sendable () -> UInt64

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
      try await blobs.adopt(hash, from: consignment.sender.tenant, into: consignment.receiver)
    }
    let receive = ReceiveMessage(from: consignment.sender, consignment.wireBytes)
    return try await write(in: consignment.receiver) { tx, moment in try receive.perform(in: tx, &moment) }
  }

  /// A transaction of the other desk's own.
  func write<Value: Sendable>(
    in receiver: TenantID, _ body: @escaping @Sendable (any DeskTransaction, inout Moment) throws -> Value
  ) async throws -> Value {
    let moment = Moment(now: now(), seed: seed())
    return try await storage.write(in: receiver) { tx in
      var moment = moment
      return try body(tx, &moment)
    }
  }
}
