import Foundation
import Testing
import Ticketing

@Suite("Making ids")
struct IDSourceTests {
  private let now = Date(timeIntervalSince1970: 1_763_762_400.125)

  @Test("gives UUIDs of version 7 and variant 2")
  func bits() {
    var source = IDSource(at: now, seed: 7)
    for _ in 0..<1_000 {
      let id: TicketID = source.next()
      #expect(id.uuid.uuid.6 >> 4 == 7)
      #expect(id.uuid.uuid.8 >> 6 == 0b10)
    }
  }

  @Test("begins with the moment in milliseconds")
  func moment() {
    var source = IDSource(at: now, seed: 7)
    let id: TicketID = source.next()
    let bytes = id.uuid.uuid
    let milliseconds = [bytes.0, bytes.1, bytes.2, bytes.3, bytes.4, bytes.5].reduce(0) { $0 << 8 | UInt64($1) }
    #expect(milliseconds == 1_763_762_400_125)
  }

  @Test("is the same again for the same moment and seed")
  func deterministic() {
    var first = IDSource(at: now, seed: 42)
    var second = IDSource(at: now, seed: 42)
    for _ in 0..<100 {
      #expect(first.next(Ticket.self) == second.next(Ticket.self))
    }
  }

  @Test("never gives one id twice, over many sources of one moment")
  func distinct() {
    var seen: Set<TicketID> = []
    for seed in 0..<100 {
      var source = IDSource(at: now, seed: UInt64(seed) &* 0x2545_F491_4F6C_DD1D)
      for _ in 0..<100 { seen.insert(source.next()) }
    }
    #expect(seen.count == 10_000)
  }

  @Test("sorts by time, as text and as bytes")
  func sortable() {
    var ids: [TicketID] = []
    for step in 0..<200 {
      var source = IDSource(at: now.addingTimeInterval(Double(step) * 0.25), seed: UInt64(200 - step))
      ids.append(source.next())
    }
    #expect(ids == ids.sorted())
    #expect(ids.map(\.description) == ids.map(\.description).sorted())
  }

  @Test("takes a moment before 1970 for its beginning")
  func early() {
    var source = IDSource(at: Date(timeIntervalSince1970: -5), seed: 1)
    let id: TicketID = source.next()
    #expect(id.description.hasPrefix("00000000-0000-7"))
  }
}
