import Foundation
import Testing
import Ticketing

@Suite("A moment that is handed in")
struct MomentTests {
  @Test("has whole milliseconds, and again the same ones", arguments: 0..<500)
  func whole(step: Int) {
    let now = Date(timeIntervalSince1970: 1_763_762_400 + Double(step) * 7_919.000_37)
    let moment = Moment(now: now, seed: 1)
    #expect(moment.now <= now.addingTimeInterval(0.000_001))
    #expect(now.timeIntervalSince(moment.now) < 0.001_001)
    #expect(Moment(now: moment.now, seed: 1).now == moment.now)
  }

  @Test("gives an id that reads back from its text, in either case")
  func text() {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_763_762_400), seed: 1)
    let id: TicketID = moment.newID()
    #expect(TicketID(id.description) == id)
    #expect(TicketID(id.description.uppercased()) == id)
    #expect(id.description == id.description.lowercased())
    for text in ["", "x", id.description + "0", String(id.description.dropLast()), "{\(id)}"] {
      #expect(TicketID(text) == nil)
    }
  }

  @Test("gives ids that are keys of a JSON object")
  func keys() throws {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_763_762_400), seed: 1)
    let values: [StatusID: StatusCategory] = [moment.newID(): .onHold, moment.newID(): .new]
    let bytes = try JSONEncoder().encode(values)
    #expect(bytes.first == 0x7B)
    #expect(try JSONDecoder().decode([StatusID: StatusCategory].self, from: bytes) == values)
  }

  @Test("goes on by one whole millisecond", arguments: [1_763_762_400.125, 1_763_762_400.999, 0.001])
  func goesOn(seconds: Double) {
    var moment = Moment(now: Date(timeIntervalSince1970: seconds), seed: 7)
    for step in 1...50 {
      moment.goOn()
      #expect(Int((moment.now.timeIntervalSince1970 * 1_000).rounded()) == Int((seconds * 1_000).rounded()) + step)
    }
  }
}
