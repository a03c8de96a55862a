import Foundation
import PostgresEngine
import SQLStorage
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Texts that PostgreSQL cannot keep as they are", .serialized, .timeLimit(.minutes(2)))
struct PostgresTextTests {
  @Test(
    "come back as they were written, and are found by what they are",
    arguments: [
      "\u{0}", "a\u{0}b", "\u{FFFE}", "\u{FFFE}0", "\u{FFFE}1", "\u{0}\u{FFFE}\u{0}0\u{FFFE}\u{FFFE}1",
      "\u{FFFD}\u{FFFF}",
    ])
  func comeBack(_ name: String) async throws {
    let trial = try PostgresTrial()
    let tenant = try await trial.desk("acme")
    let customer = Customer(id: ID(UUID()), name: name, note: "n\(name)", createdAt: trial.clock.now)
    try await trial.hub.write(in: tenant) { try $0.put(customer) }
    #expect(try await trial.hub.read(in: tenant) { try $0.customer(customer.id) } == customer)
    #expect(try await trial.hub.read(in: tenant) { try $0.customer(named: name) }?.id == customer.id)
    try await trial.close()
  }
}
