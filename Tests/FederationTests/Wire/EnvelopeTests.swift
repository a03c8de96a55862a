import Federation
import Foundation
import Testing
import Ticketing

@Suite("A message on the wire")
struct EnvelopeTests {
  @Test("reads back as it was written, every kind of it", arguments: Message.examples)
  func roundTrip(message: Message) throws {
    for isHandoff in [true, false] {
      let envelope = message.inEnvelope(handoff: isHandoff)
      let bytes = try envelope.wireBytes()
      let read = try Envelope(wireBytes: bytes)
      #expect(read == envelope)
      #expect(try read.wireBytes() == bytes)
    }
  }

  @Test("is the same bytes for the same message, whatever the process")
  func stable() throws {
    let text = String(decoding: try Message.tombstone.inEnvelope().wireBytes(), as: UTF8.self)
    #expect(
      text == """
        {"at":1763762400125,"author":{"desk":"Acme","kind":"agent","name":"Ada Acmeson",\
        "ref":"\(Message.tombstone.inEnvelope().author.ref)","role":"agent"},\
        "cause":"01900000-0000-7000-8000-00000000000b","direction":"up","epoch":2,\
        "event":"01900000-0000-7000-8000-00000000000a","handoff":"01900000-0000-7000-8000-000000000009","hops":3,\
        "kind":"tombstone","partnership":"01900000-0000-7000-8000-000000000002","seen":4,"seq":17,\
        "turn":{"epoch":2,"number":5}}
        """)
  }

  @Test("keeps times to the millisecond", arguments: 0..<200)
  func times(step: Int) throws {
    let moment = Moment(now: Date(timeIntervalSince1970: 1_763_762_400 + Double(step) * 86_399.987_3), seed: 1)
    let message = Message.eta(Eta(eta: moment.now, reason: nil)).inEnvelope()
    #expect(try Envelope(wireBytes: message.wireBytes()) == message)
    #expect(Moment(now: moment.now, seed: 2).now == moment.now)
  }

  @Test("leaves a tombstone with its number when it is dropped", arguments: Message.examples)
  func tombstone(message: Message) {
    let envelope = message.inEnvelope()
    #expect(envelope.tombstone == envelope.with(message: .tombstone))
  }

  @Test("names the content that it brings")
  func content() {
    for message in Message.examples {
      let envelope = message.inEnvelope()
      let (events, files): (Int, Int) =
        switch message.kind {
        case .offer: (2, 1)
        case .comment: (1, 0)
        case .file: (1, 1)
        default: (0, 0)
        }
      #expect(envelope.contentEvents.count == events)
      #expect(envelope.files.count == files)
      #expect(envelope.lane.isHandoff)
      #expect(!message.inEnvelope(handoff: false).lane.isHandoff)
    }
  }
}
