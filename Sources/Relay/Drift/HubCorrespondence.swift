import DeskActions
package import Federation
package import Foundation
package import Storage
package import Ticketing

/// Asks between two desks of one hub.
package struct HubCorrespondence: Correspondence {
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

  package func ask(
    _ question: DriftQuestion, over partnership: PartnershipID, of receiver: TenantID, by sender: TenantID
  ) async throws -> DriftAnswer {
    let answering = AnswerDriftQuestion(question, over: partnership, from: sender)
    if answering.onlyLooks { return try await storage.read(in: receiver) { try answering.look(in: $0) } }
    // The bytes of files go ahead of the messages that tell of them, either way.
    if case .mend(let mending) = question { try await give(mending.repair.heard, from: sender, to: receiver) }
    let moment = Moment(now: now(), seed: seed())
    let answer = try await storage.write(in: receiver) { tx in
      var moment = moment
      return try answering.perform(in: tx, &moment)
    }
    if case .mended(let mended) = answer { try await give(mended.said, from: receiver, to: sender) }
    return answer
  }

  private func give(_ messages: [Data], from giver: TenantID, to taker: TenantID) async throws {
    for message in messages {
      for file in (try? Envelope(wireBytes: Array(message)))?.files ?? [] {
        try await blobs.adopt(file.hash, from: giver, into: taker)
      }
    }
  }
}
