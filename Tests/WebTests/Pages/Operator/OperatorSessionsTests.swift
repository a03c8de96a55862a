import Foundation
import Testing
import Vault
import Web

@Suite("The operator's links and sessions")
struct OperatorSessionsTests {
  private let sessions = OperatorSessions()
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  private func begun() throws -> String {
    let code = sessions.makeLink(at: now).expose()
    return try #require(sessions.begin(with: code, at: now)?.expose())
  }

  @Test("a link opens once, however often it was looked at")
  func opensOnce() {
    let code = sessions.makeLink(at: now).expose()
    #expect(sessions.opens(code, at: now) && sessions.opens(code, at: now))
    #expect(sessions.begin(with: code, at: now) != nil)
    #expect(!sessions.opens(code, at: now))
    #expect(sessions.begin(with: code, at: now) == nil)
  }

  @Test("a link is over after ten minutes")
  func expires() {
    let code = sessions.makeLink(at: now).expose()
    #expect(sessions.opens(code, at: now.addingTimeInterval(599)))
    #expect(!sessions.opens(code, at: now.addingTimeInterval(600)))
    #expect(sessions.begin(with: code, at: now.addingTimeInterval(600)) == nil)
  }

  @Test("what is no code opens nothing", arguments: ["", "bal_", "bao_0", "nonsense"])
  func nonsense(_ code: String) {
    #expect(!sessions.opens(code, at: now))
    #expect(sessions.begin(with: code, at: now) == nil)
    #expect(!sessions.see(code, at: now))
  }

  @Test("a link's code is no session, and a session's secret is no link")
  func kinds() throws {
    let code = sessions.makeLink(at: now).expose()
    #expect(!sessions.see(code, at: now))
    #expect(!sessions.opens(try begun(), at: now))
  }

  @Test("a session lives eight hours from each sign of its person, and a day at most")
  func idles() throws {
    let (busy, idle) = (try begun(), try begun())
    for hour in 1...24 { #expect(sessions.see(busy, at: now.addingTimeInterval(Double(hour) * 3_600))) }
    #expect(!sessions.see(busy, at: now.addingTimeInterval(24 * 3_600 + 1)))
    #expect(!sessions.see(idle, at: now.addingTimeInterval(8 * 3_600 + 1)))
  }

  @Test("a session that was ended is over")
  func ends() throws {
    let (one, other) = (try begun(), try begun())
    sessions.end(one)
    #expect(!sessions.see(one, at: now))
    #expect(sessions.see(other, at: now))
  }

  @Test("only so many links are kept: the oldest ends first")
  func bounded() {
    let codes = (0...OperatorSessions.most).map { sessions.makeLink(at: now.addingTimeInterval(Double($0))).expose() }
    let later = now.addingTimeInterval(Double(OperatorSessions.most))
    #expect(!sessions.opens(codes[0], at: later))
    #expect(codes.dropFirst().allSatisfy { sessions.opens($0, at: later) })
  }
}
