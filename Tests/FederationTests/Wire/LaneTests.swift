import Federation
import Testing

@Suite("Counting a lane's messages")
struct LaneTests {
  @Test(
    "tells the next from a duplicate and from a gap",
    arguments: [
      (1, 4, Lane.Arrival.next), (1, 3, .duplicate), (1, 1, .duplicate), (1, 5, .gap(expected: 4)),
      (1, Int.max, .gap(expected: 4)), (2, 1, .next), (2, 2, .gap(expected: 1)), (0, 9, .duplicate),
    ])
  func arrival(epoch: Int, seq: Int, expected: Lane.Arrival) {
    let lane = Lane(sent: 7, peerEpoch: 1, applied: 3)
    #expect(lane.arrival(epoch: epoch, seq: seq) == expected)
  }

  @Test("numbers what is sent from one on, without a gap")
  func send() {
    var lane = Lane()
    #expect((1...5).map { _ in lane.send() } == [1, 2, 3, 4, 5])
    #expect(lane.sent == 5)
    #expect(lane.applied == 0)
  }

  @Test("passes messages on, and never back")
  func pass() {
    var lane = Lane()
    lane.pass(epoch: 1, seq: 1)
    lane.pass(epoch: 1, seq: 4)
    lane.pass(epoch: 1, seq: 2)
    #expect(lane.applied == 4)
    lane.pass(epoch: 2, seq: 1)
    #expect(lane.peerEpoch == 2)
    #expect(lane.applied == 1)
    lane.pass(epoch: 1, seq: 9)
    #expect(lane.applied == 1)
  }

  @Test("does not overflow at the largest number")
  func largest() {
    var lane = Lane()
    lane.pass(epoch: 1, seq: .max)
    #expect(lane.arrival(epoch: 1, seq: .max) == .duplicate)
  }

  @Test("lets only a withdrawal, a recall and an end overtake what is parked")
  func overtakes() {
    #expect(Message.examples.filter(\.overtakes).map(\.kind) == [.withdraw, .recall, .end, .ended])
  }
}
