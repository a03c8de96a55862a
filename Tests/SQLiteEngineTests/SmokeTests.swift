import Federation
import Foundation
import Logging
import SQLiteEngine
import Storage
import Testing
import Ticketing

struct PlainSealer: Sealer {
  func newTenantKey(for tenant: TenantID) throws -> [UInt8] { Array("key".utf8) }
  func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] {
    Array("\(context.table)/\(context.row)|".utf8) + plain
  }
  func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] {
    let prefix = Array("\(context.table)/\(context.row)|".utf8)
    guard sealed.starts(with: prefix) else { throw StorageError.corrupt("seal") }
    return Array(sealed.dropFirst(prefix.count))
  }
}

@Suite("Smoke")
struct SmokeTests {
  @Test func works() async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let hub = try SQLiteHub(at: directory, sealer: PlainSealer(), logger: Logger(label: "test"))
    let moment = Moment(now: Date(), seed: 42)
    var ids = moment
    let tenant: TenantID = ids.newID()
    let federationID = try #require(FederationID(hex: String(repeating: "a", count: 32)))
    try await hub.create(
      DeskRecord(
        tenant: Tenant(id: tenant, slug: "acme", name: "Acme", createdAt: moment.now), federationID: federationID))
    await #expect(throws: SlugTaken.self) {
      try await hub.create(
        DeskRecord(
          tenant: Tenant(id: TenantID(UUID()), slug: "acme", name: "Acme", createdAt: moment.now),
          federationID: federationID))
    }
    let book = StatusBook.standard(&ids)
    try await hub.write(in: tenant) { tx in for status in book.statuses { try tx.put(status) } }
    let read = try await hub.read(in: tenant) { try $0.statuses() }
    #expect(read == book)
    let clock = ContinuousClock()
    let start = clock.now
    let started = moment.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<64 {
        group.addTask {
          for index in 0..<100 {
            let seed = UInt64(worker * 1_000 + index + 7)
            try await hub.write(in: tenant) { tx in
              var moment = Moment(now: started, seed: seed)
              guard let desk = try tx.desk() else { return }
              let ticket = Ticket(
                opening: TicketDraft(subject: "Printer \(seed) on fire", description: "Der Drücker in Köln brennt"),
                id: moment.newID(), number: try tx.nextTicketNumber(), origin: .here, statuses: desk.statuses,
                at: moment.now)
              try tx.insert(ticket)
              try tx.append(
                Event(
                  id: moment.newID(), at: moment.now, kind: .opened,
                  actor: Author(kind: .agent, name: "Ann", desk: "Acme"), origin: .here, handoff: nil,
                  facts: EventFacts()), to: ticket.id)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    print("6400 in", clock.now - start, "commits", hub.commitCount, "writes", hub.writeCount)
    var query = TicketQuery()
    query.text = "koln 63106"
    let wanted = query
    let found = try await hub.read(in: tenant) { try $0.tickets(wanted, PageRequest()) }
    #expect(found.items.count == 1)
    query.text = "drucker"
    query.sort = .priorityDescending
    let wide = query
    let first = try await hub.read(in: tenant) { try $0.tickets(wide, PageRequest(limit: 200)) }
    #expect(first.items.count == 200)
    #expect(first.next != nil)
    #expect(try await hub.examine(now: Date()) == [])
    let sink = try await hub.blobs.receive(in: tenant)
    try await sink.write(Array("hello".utf8))
    let (hash, bytes) = try await sink.finish()
    #expect(bytes == 5)
    #expect(try await hub.blobs.open(hash, in: tenant).read(offset: 1, count: 100) == Array("ello".utf8))
    #expect(throws: StorageError.self) {
      try SQLiteHub(at: directory, sealer: PlainSealer(), logger: Logger(label: "test"))
    }
    try await hub.close()
    let again = try SQLiteHub(at: directory, sealer: PlainSealer(), logger: Logger(label: "test"))
    #expect(try await again.tenants().count == 1)
    try await again.close()
  }
}
