import Federation
import Foundation
import Testing
import Ticketing

@Suite("Comparing what two desks keep of a lane")
struct LaneDifferenceTests {
  private static func entry(_ seq: Int, _ mark: LaneEntry.Mark = .kept, said: UInt8 = 0) -> LaneEntry {
    let event = EventID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, UInt8(seq))))
    return LaneEntry(seq: seq, event: event, hash: LaneDigest.hash(of: [UInt8(seq), said]), mark: mark)
  }

  private static func differences(
    _ sent: [LaneEntry], _ heard: [LaneEntry], upTo end: Int = 3
  ) -> [LaneDifference] {
    LaneDifference.all(sent: sent, heard: heard, upTo: end)
  }

  @Test("finds nothing where both keep the same")
  func alike() {
    let lane = [Self.entry(1), Self.entry(2), Self.entry(3)]
    #expect(Self.differences(lane, lane).isEmpty)
    #expect(Self.differences([], []).isEmpty)
  }

  @Test("names the place, and who has lost what stood there")
  func lost() {
    let lane = [Self.entry(1), Self.entry(2), Self.entry(3)]
    #expect(Self.differences(lane, [lane[0], lane[2]]) == [LaneDifference(seq: 2, kind: .lostByReceiver)])
    #expect(Self.differences([lane[0], lane[2]], lane) == [LaneDifference(seq: 2, kind: .lostBySender)])
  }

  @Test("finds other bytes, and another event, in one place")
  func altered() {
    let sent = [Self.entry(1), Self.entry(2)]
    #expect(
      Self.differences(sent, [Self.entry(1, said: 9), sent[1]]) == [LaneDifference(seq: 1, kind: .altered)])
    let other = LaneEntry(seq: 2, event: sent[0].event, hash: sent[1].hash, mark: .dropped)
    #expect(Self.differences(sent, [sent[0], other]) == [LaneDifference(seq: 2, kind: .altered)])
  }

  @Test("asks for nothing that a person gave up, at either desk")
  func dropped() {
    #expect(Self.differences([Self.entry(1, .dropped)], [Self.entry(1, said: 9)]).isEmpty)
    #expect(Self.differences([Self.entry(1)], [Self.entry(1, .dropped, said: 9)]).isEmpty)
  }

  @Test("asks for nothing that was passed over, up to the next message that came")
  func passed() {
    let sent = [Self.entry(1), Self.entry(2), Self.entry(3), Self.entry(4)]
    let heard = [Self.entry(1, .passed), Self.entry(3)]
    #expect(Self.differences(sent, heard, upTo: 4) == [LaneDifference(seq: 4, kind: .lostByReceiver)])
  }

  @Test("finds a message whose content has gone, though its bytes are the same")
  func hollow() {
    #expect(Self.differences([Self.entry(1)], [Self.entry(1, .hollow)]) == [LaneDifference(seq: 1, kind: .hollow)])
  }

  @Test("leaves alone what may be on its way")
  func onTheWay() {
    #expect(Self.differences([Self.entry(1), Self.entry(2)], [Self.entry(1)], upTo: 1).isEmpty)
  }

  @Test("makes another digest of another order, other bytes and content that has gone")
  func digests() {
    func digest(_ entries: LaneEntry...) -> Data {
      var digest = LaneDigest()
      for entry in entries { digest.add(entry) }
      return digest.bytes
    }
    let (one, two) = (Self.entry(1), Self.entry(2))
    let all = [
      digest(), digest(one), digest(one, two), digest(two, one), digest(Self.entry(1, said: 9)),
      digest(Self.entry(1, .hollow)),
    ]
    #expect(Set(all).count == all.count)
    #expect(digest(one, two) == digest(one, two))
    #expect(digest(Self.entry(1, .dropped)) == digest(one), "what a person gave up keeps its place")
  }
}
