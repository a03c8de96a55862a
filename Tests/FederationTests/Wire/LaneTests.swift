import Federation
import Testing

@Suite("Counting a lane's messages")
struct LaneTests {
  @Test(
    "tells the next from a duplicate and from a gap",
    arguments: [
      (1, 4, Lane.Arrival.next), (1, 3, .duplicate), (1, 1, .duplicate),
      (1, 5, .gap(expected: Place(epoch: 1, seq: 4))),
      (1, Int.max, .gap(expected: Place(epoch: 1, seq: 4))), (2, 1, .gap(expected: Place(epoch: 2, seq: 1))),
      (2, 2, .gap(expected: Place(epoch: 2, seq: 1))), (0, 9, .duplicate),
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

  @Test(
    "follows the other desk into a new epoch when the former one is applied to its end, and hears nothing forgotten")
  func succession() {
    var lane = Lane(peerEpoch: 1, applied: 2)
    lane.succeed(by: 7, Resync(former: Place(epoch: 1, seq: 3), applied: .start), kept: Place(epoch: 1, seq: 4))
    #expect(lane.arrival(epoch: 1, seq: 3) == .next)
    #expect(lane.arrival(epoch: 1, seq: 5) == .duplicate, "the sender has forgotten that it sent it")
    #expect(lane.arrival(epoch: 7, seq: 2) == .gap(expected: Place(epoch: 1, seq: 3)))
    lane.pass(epoch: 1, seq: 3)
    #expect(lane.peerEpoch == 1)
    lane.pass(epoch: 1, seq: 4)
    #expect(lane.heard == Place(epoch: 7, seq: 1))
    #expect(lane.arrival(epoch: 7, seq: 2) == .next)
  }

  @Test("begins a new epoch, and remembers the last word of the one before however often it is restored")
  func begins() {
    var lane = Lane(epoch: 1, sent: 5)
    lane.begin(epoch: 7)
    #expect(lane == Lane(epoch: 7, sent: 0, former: Place(epoch: 1, seq: 5), recovery: .due))
    lane.begin(epoch: 9)
    #expect(lane.former == Place(epoch: 1, seq: 5))
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
