import Federation
import Foundation
import Testing
import Ticketing

@Suite("Merging a ticket into another one")
struct MergeTests {
  /// A handoff in one state, and at each of its desks another ticket beside.
  private static func bench(in state: HandoffState, _ side: Side) throws -> (Bench, tied: Spot, free: Spot) {
    var (bench, id) = try RefusedMoveTests.bench(in: state)
    let tied = try #require(bench.spot(of: id, side))
    let free = bench.open(tied.who)
    return (bench, tied, free)
  }

  @Test(
    "is refused while a handoff ties it to a partner, from either side", arguments: HandoffState.allCases, Side.allCases
  )
  func tied(state: HandoffState, side: Side) throws {
    var (bench, tied, free) = try Self.bench(in: state, side)
    guard state.isOpen else {
      #expect(try bench.merge(tied, into: free).merged.family.survivor?.number == bench[free].ticket.number)
      return
    }
    let partner = side == .delegator ? Who.fieldworks.name : Who.acme.name
    #expect(throws: FamilyRefusal.handedOver(partner: partner, state: state)) { try bench.merge(tied, into: free) }
  }

  @Test(
    "leaves a survivor's handoff as it is, and tells the partner nothing", arguments: HandoffState.allCases,
    Side.allCases)
  func survives(state: HandoffState, side: Side) throws {
    var (bench, tied, free) = try Self.bench(in: state, side)
    if bench[tied].ticket.status.category.isEnded {
      // With the handoff; or waiting, at the delegate, to be confirmed.
      #expect(throws: FamilyRefusal.self) { try bench.merge(free, into: tied) }
      return
    }
    let before = bench[tied].handoffs
    let result = try bench.merge(
      free, into: tied, try Self.content(of: "not for you", bench[free].ticket, bench[tied].ticket))
    #expect(result.survivor.legs.map(\.handoff) == before)
    #expect(result.survivor.effects.envelopes.isEmpty && result.merged.effects.envelopes.isEmpty)
    #expect(result.survivor.effects.comments.map(\.audience) == [.internal])
  }

  @Test("closes it as a duplicate that names the survivor; both timelines name the other")
  func closes() throws {
    var bench = Bench(desks: 2)
    let (merged, survivor) = (
      bench.open(.acme, .init(subject: "twice", tags: ["b", "c"])),
      bench.open(.acme, .init(subject: "once", tags: ["a", "b"]))
    )
    let result = try bench.merge(merged, into: survivor)
    #expect(result.merged.ticket.status.category == .closed)
    #expect(result.merged.ticket.resolution == Resolution(code: .duplicate, text: "Merged into #2."))
    #expect(result.merged.ticket.ties.survivor == bench[survivor].ticket.id)
    #expect(result.survivor.ticket.tags == ["a", "b", "c"])
    #expect(result.merged.effects.events.map(\.kind) == [.status, .merged])
    #expect(result.merged.effects.events.last?.facts.ticket == bench[survivor].ticket.reference)
    #expect(result.survivor.effects.events.map(\.kind) == [.absorbed])
    #expect(result.survivor.effects.events.last?.facts.ticket == bench[merged].ticket.reference)
    #expect(result.survivor.ticket.version > bench[survivor].ticket.version)
  }

  @Test("is refused into itself, into an ended ticket, and where either was merged away already")
  func refusals() throws {
    var bench = Bench(desks: 2)
    let (one, other, ended) = (bench.open(.acme), bench.open(.acme), bench.open(.acme))
    try bench.set(ended, .cancelled)
    #expect(throws: FamilyRefusal.mergedIntoItself) { try bench.merge(one, into: one) }
    #expect(throws: FamilyRefusal.survivorEnded(3, status: "Cancelled")) { try bench.merge(one, into: ended) }
    try bench.note(other, mergedInto: 9)
    #expect(throws: FamilyRefusal.mergedAway(2, into: 9)) { try bench.merge(one, into: other) }
    #expect(throws: FamilyRefusal.mergedAway(2, into: 9)) { try bench.merge(other, into: one) }
  }

  @Test("moves its open children to the survivor, unless the survivor is a child itself")
  func children() throws {
    var bench = Bench(desks: 2)
    let (merged, survivor) = (bench.open(.acme), bench.open(.acme))
    bench.give(merged)
    bench.give(merged, child: .closed)
    let open = bench[merged].family.openChildren
    let result = try bench.merge(merged, into: survivor)
    #expect(result.children == open.map(\.ticket.id))
    #expect(result.survivor.family.children == open && result.merged.family.openChildren.isEmpty)
    #expect(result.merged.effects.comments.isEmpty)
    bench[survivor].family = Family(parent: TicketReference(id: bench[merged].ticket.id, number: 1))
    #expect(throws: FamilyRefusal.survivorIsChild(2, of: 1)) { try bench.merge(merged, into: survivor) }
  }

  @Test("is undone by an open status: the ticket is tied to nothing any more, and its resolution is gone")
  func undone() throws {
    var bench = Bench(desks: 2)
    let spot = bench.open(.acme)
    try bench.note(spot, mergedInto: 9)
    #expect(throws: HandoffRefusal.tied(.mergedAway(1, into: 9))) { try bench.set(spot, .cancelled) }
    #expect(throws: HandoffRefusal.tied(.mergedAway(1, into: 9))) { try bench.offer(spot, to: .fieldworks) }
    try bench.set(spot, .inProgress)
    #expect(bench[spot].family.survivor == nil && bench[spot].ticket.ties.survivor == nil)
    #expect(bench[spot].ticket.resolution == nil)
    #expect(try bench.events(.acme, .unmerged).map(\.facts.ticket?.number) == [9])
    try bench.offer(spot, to: .fieldworks)
  }

  private static func content(of words: String, _ merged: Ticket, _ survivor: Ticket) throws -> MergedContent {
    var moment = Moment(now: merged.createdAt, seed: 5)
    let comment = Ticketing.Comment(
      id: moment.newID(), ticket: merged.id, event: moment.newID(), body: words, format: .text, audience: .public,
      author: Author(kind: .agent, name: "Ada", desk: "Acme"), origin: .here, createdAt: merged.createdAt)
    let copy = try #require(MergedComment(comment, of: merged.number, to: survivor.id, &moment))
    return MergedContent(comments: [copy], attachments: [])
  }
}
