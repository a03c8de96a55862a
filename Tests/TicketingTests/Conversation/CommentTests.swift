import Foundation
import Testing
import Ticketing

@Suite("A comment and who may read it")
struct CommentTests {
  private let now = Date(timeIntervalSince1970: 2_000)

  private func comment(_ audience: Audience, awaitsRelease: Bool = false) -> Ticketing.Comment {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 1)
    return Ticketing.Comment(
      id: moment.newID(), ticket: moment.newID(), event: moment.newID(), body: "hello", format: .markdown,
      audience: audience, author: Author(kind: .agent, name: "Ada", desk: "Acme"), origin: .here,
      createdAt: moment.now, awaitsRelease: awaitsRelease)
  }

  @Test("has a form that may leave, but for an internal one", arguments: Audience.allCases)
  func shared(audience: Audience) {
    let shared = comment(audience).shared
    #expect((shared == nil) == (audience == .internal))
    #expect(shared?.audience.audience ?? .internal == audience)
  }

  @Test("changes its words and keeps its audience")
  func edit() throws {
    var comment = comment(.partner)
    try comment.edit(body: "hello there", at: now)
    #expect(comment.body == "hello there")
    #expect(comment.editedAt == now)
    #expect(comment.audience == .partner)
  }

  @Test("is empty once it is taken back, and stays so")
  func retract() {
    var comment = comment(.public, awaitsRelease: true)
    comment.retract(at: now)
    #expect(comment.body.isEmpty)
    #expect(comment.isRetracted)
    #expect(!comment.awaitsRelease)
    comment.retract(at: now.addingTimeInterval(5))
    #expect(comment.retractedAt == now)
    #expect(throws: CommentRefusal.retracted) { try comment.edit(body: "again", at: now) }
    #expect(throws: CommentRefusal.nothingToRelease) { try comment.release() }
  }

  @Test("becomes public when it is released, once")
  func release() throws {
    var comment = comment(.partner, awaitsRelease: true)
    try comment.release()
    #expect(comment.audience == .public)
    #expect(throws: CommentRefusal.nothingToRelease) { try comment.release() }
  }
}

@Suite("A file's hash")
struct ContentHashTests {
  @Test(
    "is 64 lower-case hexadecimal digits",
    arguments: [
      (String(repeating: "0a", count: 32), true), (String(repeating: "0A", count: 32), false),
      (String(repeating: "0a", count: 31), false), (String(repeating: "0g", count: 32), false), ("", false),
      (String(repeating: "../", count: 21) + "a", false),
    ])
  func table(text: String, isHash: Bool) throws {
    #expect((ContentHash(hex: text) != nil) == isHash)
    let json = try JSONEncoder().encode([text])
    #expect(((try? JSONDecoder().decode([ContentHash].self, from: json)) != nil) == isHash)
  }
}
