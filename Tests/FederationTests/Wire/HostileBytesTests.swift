import Federation
import Foundation
import Testing
import Ticketing

/// A partner's hub may send anything: what is no message is refused, and nothing traps.
@Suite("Bytes that are no message")
struct HostileBytesTests {
  @Test("are refused", arguments: ["", "{", "null", "[]", "{}", "\"x\"", "{\"kind\":\"offer\"}", "\u{FEFF}{}"])
  func refused(text: String) {
    #expect(throws: UnreadableEnvelope.self) { try Envelope(wireBytes: Array(text.utf8)) }
  }

  @Test(
    "are refused where a number is out of range",
    arguments: [
      ("\"seq\":17", "\"seq\":0"), ("\"seq\":17", "\"seq\":-1"), ("\"seq\":17", "\"seq\":9223372036854775807"),
      ("\"seq\":17", "\"seq\":9223372036854775808"), ("\"seq\":17", "\"seq\":1.5"), ("\"seq\":17", "\"seq\":1e400"),
      ("\"hops\":3", "\"hops\":-1"), ("\"hops\":3", "\"hops\":9223372036854775807"), ("\"seen\":4", "\"seen\":-4"),
      ("\"epoch\":2,\"number\":5", "\"epoch\":0,\"number\":5"), ("\"number\":5", "\"number\":9223372036854775807"),
      ("\"at\":1763762400125", "\"at\":1e300"), ("\"at\":1763762400125", "\"at\":-1e300"),
      ("\"at\":1763762400125", "\"at\":253402300800000"), ("\"kind\":\"tombstone\"", "\"kind\":\"nonsense\""),
      ("\"direction\":\"up\"", "\"direction\":\"sideways\""),
    ])
  func range(part: String, replacement: String) throws {
    let text = String(decoding: try Message.tombstone.inEnvelope().wireBytes(), as: UTF8.self)
    try #require(text.contains(part))
    let bytes = Array(text.replacing(part, with: replacement).utf8)
    #expect(throws: UnreadableEnvelope.self) { try Envelope(wireBytes: bytes) }
  }

  @Test("never trap, cut anywhere", arguments: Message.examples)
  func cut(message: Message) throws {
    let bytes = try message.inEnvelope().wireBytes()
    for length in 0..<bytes.count {
      #expect(throws: UnreadableEnvelope.self) { try Envelope(wireBytes: Array(bytes.prefix(length))) }
    }
  }

  @Test("never trap, changed by chance, also when they can be read and are received", arguments: Message.examples)
  func mutated(message: Message) throws {
    let bytes = try message.inEnvelope().wireBytes()
    let (bench, _) = try Bench.chain(3)
    let middle = try bench.last(.fieldworks)
    let ids = bench[middle].handoffs.map(\.id)
    var chance = IDSource(at: Date(timeIntervalSince1970: 0), seed: UInt64(bytes.count))
    var readable = 0
    for _ in 0..<300 {
      guard let envelope = try? Envelope(wireBytes: mutate(bytes, &chance)) else { continue }
      readable += 1
      for id in ids {
        var chained = bench.load(middle)
        var moment = Moment(now: bench.now, seed: chance.random())
        _ = chained.receive(envelope, over: id, known: KnownContent(), &moment)
        for answer in chained.effects.envelopes { _ = try answer.wireBytes() }
      }
    }
    #expect(readable > 0)
  }

  private func mutate(_ bytes: [UInt8], _ chance: inout IDSource) -> [UInt8] {
    var bytes = bytes
    for _ in 0...(chance.random() % 3) {
      let place = Int(chance.random() % UInt64(bytes.count))
      switch chance.random() % 5 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: chance.random())
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(contentsOf: [0x39, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39], at: place)
      case 3: bytes.insert(contentsOf: Array("-1e308".utf8), at: place)
      default: bytes[place] ^= 1
      }
    }
    return bytes
  }
}
