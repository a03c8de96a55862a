import Federation
import Testing
import Ticketing

@Suite("Changing a comment, and sending files")
struct FollowUpTests {
  private static let desks = Array(Who.allCases.prefix(3))

  @Test("an edit travels to where the comment went", arguments: desks)
  func edit(author: Who) throws {
    var (bench, _) = try Bench.chain(3)
    let spot = try bench.last(author)
    let comment = try bench.comment(spot, "frist", .partner)
    bench.deliverAll()
    try bench.edit(spot, comment.id, to: "first, ask x@y.example")
    bench.deliverAll()
    for who in Self.desks {
      #expect(try bench.bodies(who) == [who == author ? "first, ask x@y.example" : "first, ask [address hidden]"])
      #expect(try bench.record(who).comments.allSatisfy { $0.editedAt != nil })
    }
  }

  @Test("an edit goes nowhere that the comment did not go")
  func editOfInternal() throws {
    var (bench, _) = try Bench.chain(2)
    let spot = try bench.last(.acme)
    let comment = try bench.comment(spot, "for us", .internal)
    try bench.edit(spot, comment.id, to: "still for us")
    #expect(bench.post.isEmpty)
  }

  @Test("a retraction travels everywhere, also when sharing allows nothing any more", arguments: desks)
  func retract(author: Who) throws {
    var (bench, _) = try Bench.chain(3)
    let spot = try bench.last(author)
    let comment = try bench.comment(spot, "oh no", .partner)
    bench.deliverAll()
    for (one, other) in [(Who.acme, Who.fieldworks), (.fieldworks, .sparks)] {
      try bench.share(one, with: other) { $0.audiences = [] }
      try bench.share(other, with: one) { $0.audiences = [] }
    }
    try bench.retract(spot, comment.id)
    bench.deliverAll()
    for who in Self.desks {
      #expect(try bench.bodies(who) == [""])
      #expect(try bench.record(who).comments.allSatisfy(\.isRetracted))
      #expect(try bench.events(who, .retracted).count == 1)
    }
  }

  @Test("a retraction reaches a desk whose handoff is over")
  func retractLate() throws {
    var (bench, ids) = try Bench.chain(2)
    let spot = try bench.last(.acme)
    let comment = try bench.comment(spot, "oh no", .partner)
    try bench.recall(ids[0])
    bench.deliverAll()
    try bench.retract(spot, comment.id)
    bench.deliverAll()
    #expect(try bench.bodies(.fieldworks) == [""])
  }

  @Test(
    "nobody but its author's side changes a comment: a desk that it was passed on to cannot",
    arguments: [false, true])
  func forged(saysThatItIsRelived: Bool) throws {
    var (bench, ids) = try Bench.chain(3)
    let comment = try bench.comment(bench.last(.acme), "do not touch the red wire", .partner)
    bench.deliverAll()
    try bench.comment(bench.last(.sparks), "ok", .partner)
    let message = try #require(bench.messages(to: .fieldworks).first)
    let retraction = Message.retract(CommentRetraction(event: comment.event, isRelived: saysThatItIsRelived))
    bench.receive(message.with(message: retraction), at: .fieldworks)
    for who in Self.desks { #expect(try bench.bodies(who).first == "do not touch the red wire") }
    #expect(try bench.handoff(ids[1], .delegator).lane.applied == message.seq)
  }

  @Test("a file reaches every desk once, beside the comment that it came with")
  func file() throws {
    var (bench, _) = try Bench.chain(3)
    let spot = try bench.last(.acme)
    let comment = try bench.comment(spot, "see the plan", .partner)
    let file = bench.file(spot, "plan.pdf", .partner, comment: comment.event)
    let message = try #require(bench.messages(to: .fieldworks).last)
    bench.deliverAll()
    bench.receive(message.with(seq: message.seq + 1), at: .fieldworks)
    bench.deliverAll()
    for who in [Who.fieldworks, .sparks] {
      let record = try bench.record(who)
      #expect(record.files.map(\.event) == [file.event])
      #expect(record.files.map(\.hash) == [file.hash])
      #expect(record.files.map(\.comment) == record.comments.map(\.id))
    }
  }

  @Test("an internal file goes nowhere, and none where sharing keeps files back")
  func fileKeptBack() throws {
    var (bench, _) = try Bench.chain(3) { bench in
      try bench.share(.fieldworks, with: .sparks) { $0.attachments = false }
    }
    let spot = try bench.last(.acme)
    bench.file(spot, "ours.pdf", .internal)
    #expect(bench.post.isEmpty)
    bench.file(spot, "plan.pdf", .partner)
    bench.deliverAll()
    #expect(try bench.record(.fieldworks).files.map(\.name) == ["plan.pdf"])
    #expect(try bench.record(.sparks).files.isEmpty)
  }
}
