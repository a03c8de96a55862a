import Federation
import Foundation
import Testing
import Ticketing

@Suite("A comment in a chain")
struct CommentRoutingTests {
  private static let desks = Array(Who.allCases.prefix(4))

  @Test("for this desk only reaches nobody, wherever it is written", arguments: desks)
  func internalOnly(author: Who) throws {
    var (bench, _) = try Bench.chain(4) { bench in
      for (one, other) in [(Who.acme, Who.fieldworks), (.fieldworks, .sparks), (.sparks, .volta)] {
        for (who, with) in [(one, other), (other, one)] {
          try bench.share(who, with: with) {
            $0.audiences = [.partner, .public]
            $0.names = .full
          }
        }
      }
    }
    try bench.comment(bench.last(author), "canary", .internal)
    #expect(bench.post.isEmpty)
    bench.deliverAll()
    for who in Self.desks where who != author { #expect(try bench.bodies(who).isEmpty) }
  }

  @Test("for partners reaches every desk once, wherever it is written", arguments: desks)
  func partners(author: Who) throws {
    var (bench, _) = try Bench.chain(4)
    let comment = try bench.comment(bench.last(author), "hello", .partner)
    bench.deliverAll()
    for who in Self.desks {
      #expect(try bench.bodies(who) == ["hello"])
      #expect(try bench.record(who).comments.map(\.event) == [comment.event])
    }
  }

  @Test(
    "crosses as far and as wide as each desk on the way lets it",
    arguments: [[SharedAudience](), [.partner], [.public], [.partner, .public]], SharedAudience.allCases)
  func audiences(allowed: [SharedAudience], audience: SharedAudience) throws {
    var (bench, _) = try Bench.chain(3) { bench in
      try bench.share(.acme, with: .fieldworks) { $0.audiences = [.partner, .public] }
      try bench.share(.fieldworks, with: .sparks) { $0.audiences = allowed }
    }
    try bench.comment(bench.last(.acme), "hello", audience.audience)
    bench.deliverAll()
    #expect(try bench.record(.fieldworks).comments.map(\.audience) == [audience.audience])
    let reached: [Audience] =
      switch (audience, allowed.contains(.partner), allowed.contains(.public)) {
      case (.public, _, true): [.public]
      case (.public, true, false), (.partner, true, _): [.partner]
      case (_, false, _): []
      }
    #expect(try bench.record(.sparks).comments.map(\.audience) == reached)
  }

  @Test("narrowed on the way is not widened again further on")
  func narrowed() throws {
    var (bench, _) = try Bench.chain(3) { bench in
      try bench.share(.fieldworks, with: .sparks) { $0.audiences = [.partner, .public] }
    }
    try bench.comment(bench.last(.acme), "hello", .public)
    bench.deliverAll()
    #expect(try bench.record(.sparks).comments.map(\.audience) == [.partner])
  }

  @Test("has its addresses of mail masked by each desk that lets out no full names")
  func masked() throws {
    var (bench, _) = try Bench.chain(3) { bench in
      try bench.share(.acme, with: .fieldworks) { $0.names = .full }
    }
    try bench.comment(bench.last(.acme), "write to rita@acme.example.", .partner)
    bench.deliverAll()
    #expect(try bench.bodies(.fieldworks) == ["write to rita@acme.example."])
    #expect(try bench.bodies(.sparks) == ["write to [address hidden]"])
  }

  @Test("shows its author as each hop narrows the name, never wider again")
  func authors() throws {
    var (bench, _) = try Bench.chain(4) { bench in
      try bench.share(.acme, with: .fieldworks) { $0.names = .full }
      try bench.share(.fieldworks, with: .sparks) { $0.names = .first }
      try bench.share(.sparks, with: .volta) { $0.names = .full }
    }
    try bench.comment(bench.last(.acme), "hello", .partner)
    bench.deliverAll()
    let authors = try Self.desks.map { try bench.record($0).comments.map(\.author) }.flatMap(\.self)
    #expect(authors.map(\.name) == ["Ada Acmeson", "Ada Acmeson", "Ada", "Ada"])
    // With `chain: none` each desk puts itself where the author's desk was.
    #expect(authors.map(\.desk) == ["Acme", "Acme", "Fieldworks", "Sparks"])
    #expect(authors.dropFirst().allSatisfy { $0.agent == nil })
    #expect(Set(authors.dropFirst().map(\.ref)).count == 3)
  }

  @Test("is not shown to the requester before this desk releases it, where the partnership says so")
  func release() throws {
    var (bench, _) = try Bench.chain(2) { bench in
      try bench.share(.fieldworks, with: .acme) { $0.audiences = [.partner, .public] }
      try bench.agree(.acme, with: .fieldworks, PartnershipSettings(holdsPublicWords: true))
    }
    try bench.comment(bench.last(.fieldworks), "we come at noon", .public)
    bench.deliverAll()
    var comment = try #require(bench.record(.acme).comments.first)
    #expect(comment.audience == .partner)
    #expect(comment.awaitsRelease)
    try comment.release()
    try bench.act(bench.last(.acme)) { (chained, author, moment) throws(HandoffRefusal) in
      chained.release(comment, .here(author), &moment)
    }
    #expect(try bench.record(.acme).comments.map(\.audience) == [.public])
    #expect(try bench.events(.acme, .released).count == 1)
    #expect(bench.post.isEmpty)
  }

  @Test("does not cross a handoff that is over", arguments: HandoffState.allCases)
  func states(state: HandoffState) throws {
    var (bench, _) = try RefusedMoveTests.bench(in: state)
    try bench.comment(bench.last(.acme), "down", .partner)
    try bench.comment(bench.last(.fieldworks), "up", .partner)
    bench.deliverAll()
    #expect(try bench.bodies(.fieldworks).contains("down") == state.isOpen)
    #expect(try bench.bodies(.acme).contains("up") == state.isOpen)
  }

  @Test("goes eight desks far and no further")
  func hops() throws {
    var (bench, _) = try Bench.chain(3)
    try bench.comment(bench.last(.acme), "round and round", .partner)
    let message = try #require(bench.messages(to: .fieldworks).first)
    #expect(message.hops == 1)
    bench.receive(message.with(hops: 8), at: .fieldworks)
    #expect(try bench.bodies(.fieldworks) == ["round and round"])
    #expect(bench.messages(to: .sparks).isEmpty)
  }
}
