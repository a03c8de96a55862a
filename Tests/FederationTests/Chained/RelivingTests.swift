import Federation
import Testing
import Ticketing

@Suite("What the desk of a comment's author and the one that passed it on have both forgotten")
struct RelivingTests {
  private static let desks = Array(Who.allCases.prefix(3))

  /// A comment on its way down three desks, of which the upper two are remembered as they are before it is changed.
  private func said(_ words: String) throws -> (Bench, Spot, CommentID) {
    var (bench, _) = try Bench.chain(3) { $0.keepsBooks = true }
    let spot = try bench.last(.acme)
    let comment = try bench.comment(spot, words, .partner)
    bench.deliverAll()
    for who in [Who.acme, .fieldworks] { bench.remember(who) }
    return (bench, spot, comment.id)
  }

  @Test("of an edit: the third desk is told how the comment reads now")
  func edit() throws {
    var (bench, spot, comment) = try said("frist")
    try bench.edit(spot, comment, to: "first")
    bench.deliverAll()
    for who in [Who.acme, .fieldworks] { bench.restore(who) }
    bench.deliverAll()
    for who in Self.desks { #expect(try bench.bodies(who) == ["frist"]) }
  }

  @Test("of an edit: the author's desk says it again where it remembers")
  func remembered() throws {
    var (bench, spot, comment) = try said("frist")
    try bench.edit(spot, comment, to: "first")
    bench.deliverAll()
    bench.restore(.fieldworks)
    bench.deliverAll()
    for who in Self.desks { #expect(try bench.bodies(who) == ["first"]) }
  }

  @Test("of an edit: one that its author made since stands")
  func overtaken() throws {
    var (bench, spot, comment) = try said("frist")
    try bench.edit(spot, comment, to: "forgotten")
    bench.deliverAll()
    bench.restore(.acme)
    try bench.edit(spot, comment, to: "first")
    bench.deliverAll()
    for who in Self.desks { #expect(try bench.bodies(who) == ["first"]) }
  }

  @Test("of a retraction: it is taken back at all of them")
  func retraction() throws {
    var (bench, spot, comment) = try said("oh no")
    try bench.retract(spot, comment)
    bench.deliverAll()
    for who in [Who.acme, .fieldworks] { bench.restore(who) }
    bench.deliverAll()
    for who in Self.desks { #expect(try bench.record(who).comments.allSatisfy(\.isRetracted)) }
  }
}
