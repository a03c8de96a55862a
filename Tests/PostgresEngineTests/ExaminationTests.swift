import Foundation
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("What the doctor finds of files in PostgreSQL", .serialized, .timeLimit(.minutes(2)))
struct PostgresExaminationTests {
  @Test(
    "finds a file that is gone, one that is damaged, one that is shorter, and none that is whole",
    arguments: [
      ("SELECT 1", nil), ("DELETE FROM files", Ailment.fileMissing), ("DELETE FROM file_pieces", .fileDamaged),
      ("UPDATE file_pieces SET bytes = 'abd'", .fileDamaged), ("UPDATE attachments SET bytes = 7", .fileSize),
      ("DELETE FROM attachments", .fileUnused),
    ])
  func files(_ harm: String, _ ailment: Ailment?) async throws {
    let trial = try PostgresTrial()
    let tenant = try await trial.desk("acme")
    let sink = try await trial.blobs.receive(in: tenant)
    try await sink.write(Array("abc".utf8))
    let file = try await sink.finish()
    try await trial.attach(file.hash, bytes: file.bytes, at: tenant)
    try PostgresConnection(to: try TestServer.address(in: trial.schema)).run(harm)
    let later = trial.clock.now.addingTimeInterval(2 * 86_400)
    let found = try await trial.hub.examine(now: later).map(\.ailment).filter { $0.rawValue.hasPrefix("file_") }
    #expect(found == [ailment].compactMap(\.self))
    try await trial.close()
  }
}

extension PostgresTrial {
  /// A ticket with a file.
  fileprivate func attach(_ hash: ContentHash, bytes: Int, at tenant: TenantID) async throws {
    var moment = Moment(now: clock.now, seed: 3)
    let (statuses, ticketID, now) = (StatusBook.standard(&moment), moment.newID(Ticket.self), clock.now)
    let author = Author(kind: .system, name: "", desk: "Acme")
    let attachment = Attachment(
      id: moment.newID(), ticket: ticketID, comment: nil, event: moment.newID(), name: "a.txt",
      mediaType: "text/plain", bytes: bytes, hash: hash, audience: .internal, author: author, origin: .here,
      createdAt: now, mergedFrom: nil)
    try await hub.write(in: tenant) { desk in
      for status in statuses.statuses { try desk.put(status) }
      try desk.insert(
        Ticket(
          opening: TicketDraft(subject: "A", description: ""), id: ticketID, number: try desk.nextTicketNumber(),
          origin: .here, statuses: statuses, at: now))
      try desk.insert(attachment)
    }
  }
}
