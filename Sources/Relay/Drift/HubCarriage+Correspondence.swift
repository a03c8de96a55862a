import DeskActions
package import Federation
import Foundation
import Storage
package import Ticketing

/// The desks of one hub ask one another as they are brought what they say: by the asker's hand.
extension HubCarriage: Correspondence {
  package func ask(
    _ question: DriftQuestion, over partnership: PartnershipID, of receiver: TenantID, by sender: TenantID
  ) async throws -> DriftAnswer {
    let answering = AnswerDriftQuestion(question, over: partnership, from: sender)
    if answering.onlyLooks { return try await storage.read(in: receiver) { try answering.look(in: $0) } }
    // The bytes of files go ahead of the messages that tell of them, either way.
    if case .mend(let mending) = question { try await give(mending.repair.heard, from: sender, to: receiver) }
    let answer = try await write(in: receiver) { tx, moment in try answering.perform(in: tx, &moment) }
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
