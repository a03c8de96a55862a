import Foundation
import Testing
import Web

@Suite("Tries to sign in")
struct SignInTriesTests {
  private let now = Date(timeIntervalSince1970: 1_000_000)

  @Test("are taken ten times in a quarter of an hour, then refused until it is over")
  func areBounded() {
    let tries = SignInTries()
    for _ in 1...10 {
      #expect(tries.blockedUntil("ann", now: now) == nil)
      tries.begin("ann", now: now)
    }
    #expect(tries.blockedUntil("ann", now: now) == now.addingTimeInterval(900))
    #expect(tries.blockedUntil("ben", now: now) == nil)
    #expect(tries.blockedUntil("ann", now: now.addingTimeInterval(900)) == nil)
  }

  @Test("are forgotten when the password was right")
  func areForgotten() {
    let tries = SignInTries(limit: 2)
    tries.begin("ann", now: now)
    tries.succeed("ann")
    tries.begin("ann", now: now)
    #expect(tries.blockedUntil("ann", now: now) == nil)
  }
}
