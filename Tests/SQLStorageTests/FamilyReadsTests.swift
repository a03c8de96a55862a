import Federation
import Foundation
import SQLStorage
import Storage
import Testing
import Ticketing

@Suite("What tickets are tied to")
struct FamilyReadsTests {
  @Test("is read for a page at once: as often for fifty tickets as for one", arguments: [1, 50])
  func onePage(_ count: Int) throws {
    let connection = CountingConnection()
    let reader = SQLReader(
      tenant: TenantID(UUID()), connection: connection,
      environment: SQLEnvironment(
        sealer: NoSealer(), dialect: NoDialect(), now: { Date(timeIntervalSince1970: 0) }, sendsMail: false))
    var moment = Moment(now: Date(timeIntervalSince1970: 1_790_000_000), seed: 3)
    let statuses = StatusBook.standard(&moment)
    let tickets = (1...count).map { number in
      Ticket(
        opening: TicketDraft(subject: "A", ties: Ties(parent: moment.newID())), id: moment.newID(), number: number,
        origin: .here, statuses: statuses, at: moment.now)
    }
    #expect(try reader.families(of: tickets).count == count)
    // The desk's statuses, the children, those merged in, the numbers of those named.
    #expect(connection.reads == 4)
  }
}

/// Has nothing, and counts how often it is asked.
private final class CountingConnection: SQLConnection {
  private(set) var reads = 0

  func execute(_ statement: Statement, _ values: [SQLValue]) throws -> Int { 0 }

  func rows<Row>(
    _ statement: Statement, _ values: [SQLValue], _ read: (inout Columns) throws -> Row
  ) throws -> [Row] {
    reads += 1
    return []
  }
}

private struct NoDialect: SQLDialect {
  func statements(of step: Migration.Step) -> [String] { [] }
  func conditions(matching words: [SearchWord], on desk: SearchedDesk) -> [SearchCondition] { [] }
  func index(_ changes: [SearchChange], on connection: any SQLConnection) throws {}
}

private struct NoSealer: Sealer {
  func newTenantKey(for tenant: TenantID) throws -> [UInt8] { [] }
  func seal(_ plain: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { plain }
  func open(_ sealed: [UInt8], under tenantKey: [UInt8], _ context: SealContext) throws -> [UInt8] { sealed }
  func derivedKey(for purpose: KeyPurpose, under tenantKey: [UInt8], of tenant: TenantID) -> [UInt8] { tenantKey }
}
