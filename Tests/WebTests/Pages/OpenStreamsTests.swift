import Foundation
import Storage
import Testing
import Ticketing
import Web

@Suite("Open event streams")
struct OpenStreamsTests {
  private let acme = TenantID(UUID())
  private let beta = TenantID(UUID())
  private let one = SessionID(UUID())
  private let other = SessionID(UUID())

  @Test("are so many for a session, and one that leaves makes room")
  func ofSession() {
    let streams = OpenStreams(ofSession: 2, ofDesk: 10)
    #expect(streams.enter(one, at: acme) && streams.enter(one, at: acme))
    #expect(!streams.enter(one, at: acme) && !streams.hasRoom(for: one, at: acme))
    #expect(streams.enter(other, at: acme))
    streams.leave(one, at: acme)
    #expect(streams.hasRoom(for: one, at: acme) && streams.enter(one, at: acme))
  }

  @Test("are so many for a desk, whoever opens them, and another desk has its own")
  func ofDesk() {
    let streams = OpenStreams(ofSession: 10, ofDesk: 2)
    #expect(streams.enter(one, at: acme) && streams.enter(other, at: acme))
    #expect(!streams.enter(SessionID(UUID()), at: acme))
    #expect(streams.enter(one, at: beta))
    streams.leave(other, at: acme)
    #expect(streams.enter(one, at: acme))
  }
}
