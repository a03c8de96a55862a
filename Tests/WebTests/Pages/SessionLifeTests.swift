import Foundation
import Storage
import Testing
import Ticketing

@Suite("How long a browser stays signed in")
struct SessionLifeTests {
  private let start = Date(timeIntervalSince1970: 1_790_000_000)

  private func session() -> SessionRecord {
    var moment = Moment(now: start, seed: 7)
    return SessionRecord(
      id: moment.newID(), agent: moment.newID(), secretHash: [1], createdAt: start, seenAt: start, confirmedAt: start)
  }

  @Test("is what the desk chose", arguments: [15, 480, 43_200])
  func chosen(minutes: Int) throws {
    let limit = try #require(IdleLimit(minutes: minutes))
    let end = start.addingTimeInterval(min(limit.seconds + SessionRecord.grain, SessionRecord.longestLife))
    #expect(session().isAlive(at: end, idleLimit: limit))
    #expect(!session().isAlive(at: end.addingTimeInterval(1), idleLimit: limit))
  }

  @Test("is eight hours unless told")
  func unlessTold() {
    #expect(IdleLimit.unlessTold.seconds == 8 * 3_600)
  }

  @Test("cannot be less than a quarter of an hour or more than thirty days", arguments: [-1, 0, 14, 43_201, .max])
  func outside(minutes: Int) {
    #expect(IdleLimit(minutes: minutes) == nil)
  }

  @Test("is nothing once it has ended")
  func ended() {
    var session = session()
    session.endedAt = start
    #expect(!session.isAlive(at: start, idleLimit: .unlessTold))
  }
}
