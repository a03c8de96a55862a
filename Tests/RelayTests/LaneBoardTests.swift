import Federation
import Foundation
import Relay
import Storage
import Testing
import Ticketing

@Suite("The board of waiting lanes", .timeLimit(.minutes(10)))
struct LaneBoardTests {
  private let first: [LaneKey]
  private let second: [LaneKey]

  init() {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_790_000_000), seed: 1)
    let (one, other): (TenantID, TenantID) = (moment.newID(), moment.newID())
    func lane(_ tenant: TenantID) -> LaneKey { LaneKey(tenant: tenant, lane: .handoff(moment.newID())) }
    first = [lane(one), lane(one), lane(one)]
    second = [lane(other), lane(other)]
  }

  @Test("holds each lane once, however often it is woken")
  func once() async {
    let board = LaneBoard()
    for _ in 0..<3 { await board.add(first[0]) }
    await board.add(first[1])
    #expect(await board.next() == first[0])
    #expect(await board.next() == first[1])
    await board.close()
    #expect(await board.next() == nil)
  }

  @Test("takes the tenants in turn, so that a busy one keeps nobody waiting")
  func inTurn() async {
    let board = LaneBoard()
    for key in first + second { await board.add(key) }
    var order: [LaneKey?] = []
    for _ in 0..<5 { order.append(await board.next()) }
    #expect(order == [first[0], second[0], first[1], second[1], first[2]])
  }

  @Test("sends a lane round again that was woken while somebody worked on it, and no other")
  func again() async {
    let board = LaneBoard()
    await board.add(first[0])
    await board.add(first[1])
    let (worked, quiet) = (await board.next(), await board.next())
    await board.add(first[0])
    await board.add(second[0])
    #expect(await board.next() == second[0])
    if let worked { await board.finish(worked) }
    if let quiet { await board.finish(quiet) }
    #expect(await board.next() == first[0])
    await board.finish(first[0])
    await board.add(second[1])
    #expect(await board.next() == second[1])
  }

  @Test("gives nothing once it is closed, not even to who waited")
  func closed() async {
    let board = LaneBoard()
    let waiting = Task { await board.next() }
    await board.close()
    #expect(await waiting.value == nil)
    await board.add(first[0])
    #expect(await board.next() == nil)
  }

  @Test("hands a lane straight to a worker that waits")
  func handsOver() async {
    let board = LaneBoard()
    let waiting = Task { await board.next() }
    await board.add(first[0])
    #expect(await waiting.value == first[0])
  }
}
