import Federation
import Foundation
import Storage
import StrictJSON
import Testing
import Ticketing
import Web

@Suite("What the API shows")
struct ViewTests {
  private let desk: SmallDesk

  init() throws { desk = try SmallDesk() }

  @Test("of a ticket is what its schema says, handed over or not")
  func showsTickets() throws {
    for chained in [try desk.chained(), try desk.chained(inState: nil, outState: nil)] {
      var people = PeopleCache(desk)
      let json = try TicketView.json(chained, &people)
      #expect(SchemaConformance.problems(json, Schema.named("Ticket").json) == [])
      #expect(json["number"] == 12 && json["hold"]?["reason"] == "parts" && json["assignee"]?["name"] == "Ada")
      #expect(json["fields"]?["floor"] == 3 && json["fields"]?["kinds"] == ["a"])
    }
  }

  @Test("of a ticket names the desk that holds it, and the handoffs by which it came and went")
  func showsTheHolder() throws {
    var people = PeopleCache(desk)
    let json = try TicketView.json(try desk.chained(), &people)
    #expect(json["holder"] == ["here": false, "desk": "Sparks"])
    #expect(json["handoff_in"]?["direction"] == "in" && json["handoff_in"]?["partner"] == "Acme")
    #expect(json["handoff_out"]?["direction"] == "out" && json["handoff_out"]?["partner"] == "Sparks")
  }

  @Test("of a ticket names those of its desk that it is tied to; null and nothing where there are none")
  func showsTheFamily() throws {
    func reference(_ number: Int) -> TicketReference { TicketReference(id: TicketID(UUID()), number: number) }
    let (survivor, source, parent, child) = (reference(1), reference(2), reference(3), reference(4))
    let family = Family(
      survivor: survivor, source: source, parent: parent, merged: [7, 8],
      children: [
        Family.Child(ticket: child, subject: "Part", status: desk.statuses.first(.new), partner: "Sparks"),
        Family.Child(ticket: reference(5), subject: "Other", status: desk.statuses.first(.closed), partner: nil),
      ])
    var people = PeopleCache(desk)
    let json = try TicketView.json(try desk.chained(family: family), &people)
    #expect(SchemaConformance.problems(json, Schema.named("Ticket").json) == [])
    #expect(json["merged_into"] == ["id": JSONValue(survivor.id), "number": 1] && json["merged"] == [7, 8])
    #expect(json["split_from"]?["number"] == 2 && json["parent"]?["number"] == 3)
    #expect(json["children"]?.array?.map { $0["with"] } == ["Sparks", .null])
    #expect(json["children"]?.array?.first?["status"]?["category"] == "new")
    let alone = try TicketView.json(try desk.chained(), &people)
    #expect(SchemaConformance.problems(alone, Schema.named("Ticket").json) == [])
    #expect(["merged_into", "split_from", "parent"].allSatisfy { alone[$0] == .null })
    #expect(alone["merged"] == [] && alone["children"] == [])
  }

  @Test("of a chain goes from the first desk down, each hop with the handoff that it received by")
  func showsTheChain() throws {
    let chained = try desk.chained()
    let json = ChainView.json(chained)
    #expect(SchemaConformance.problems(json, Schema.named("Chain").json) == [])
    let hops = json["hops"]?.array ?? []
    #expect(hops.map { $0["desk"] } == ["Acme", "Fieldworks", "Sparks"])
    #expect(hops.map { $0["holder"] } == [false, false, true])
    #expect(hops.map { $0["handoff"]?["direction"] } == [nil, "in", "out"])
    let ids = chained.legs.map { JSONValue($0.handoff.id) }
    #expect(hops.dropFirst().map { $0["handoff"]?["id"] } == [ids[0], ids[1]])
  }

  @Test("of a chain of one desk is that desk")
  func showsOneDesk() throws {
    let hops = ChainView.json(try desk.chained(inState: nil, outState: .withdrawn))["hops"]?.array
    #expect(hops?.map { $0["desk"] } == ["Fieldworks"])
    #expect(hops?.map { $0["holder"] } == [true])
  }

  private func comment(by author: Author, _ body: String = "**a**", _ format: Ticketing.Comment.Format = .markdown)
    -> Ticketing.Comment
  {
    Ticketing.Comment(
      id: CommentID(UUID()), ticket: TicketID(UUID()), event: EventID(UUID()), body: body, format: format,
      audience: .public, author: author, origin: .here, createdAt: desk.now)
  }

  @Test("of a comment is what its schema says, with its own files only")
  func showsComments() {
    let comment = comment(by: Author(kind: .agent, name: "Ada", desk: "Fieldworks"))
    let files = [comment.id, nil, CommentID(UUID())].map { file(on: $0) }
    let json = CommentView.json(comment, files)
    #expect(SchemaConformance.problems(json, Schema.named("Comment").json) == [])
    #expect(json["html"] == "<p><strong>a</strong></p>\n")
    #expect(json["attachments"]?.array?.map { $0["id"] } == [JSONValue(files[0].id)])
    #expect(SchemaConformance.problems(AttachmentView.json(files[1]), Schema.named("Attachment").json) == [])
  }

  @Test("of an author is never an address, also where the name is one")
  func hidesAddresses() {
    let json = CommentView.json(comment(by: Author(kind: .requester, name: "req@example.org", desk: "Acme")), [])
    #expect(!String(decoding: JSONWriter.bytes(of: json), as: UTF8.self).contains("@"))
  }

  @Test("of a retracted comment is that there was one")
  func showsRetracted() {
    var comment = comment(by: Author(kind: .agent, name: "Ada", desk: "Fieldworks"), "secret", .text)
    comment.retract(at: desk.now)
    let json = CommentView.json(comment, [])
    #expect(json["retracted"] == true && json["body"] == "" && json["html"] == "")
  }

  @Test("of people, statuses and the desk is what their schemas say")
  func showsTheRest() throws {
    var people = PeopleCache(desk)
    let views: [(JSONValue, String)] = [
      (try AgentView.json(desk.agent, &people), "Agent"), (TeamView.json(desk.team), "Team"),
      (try RequesterView.json(desk.requester, &people), "Requester"),
      (CustomerView.json(Customer(id: CustomerID(UUID()), name: "A", createdAt: desk.now)), "Customer"),
      (StatusView.json(desk.statuses.first(.new)), "Status"),
      (FieldView.json(FieldDefinition(id: FieldID(UUID()), key: "k", name: "K", kind: .text)), "Field"),
      (DeskView.json(record), "Desk"), (TimelineView.json(entry), "TimelineEntry"),
    ]
    for (json, name) in views { #expect(SchemaConformance.problems(json, Schema.named(name).json) == [], "\(name)") }
    let secret = desk.desk.federationID.hex
    #expect(!String(decoding: JSONWriter.bytes(of: DeskView.json(record)), as: UTF8.self).contains(secret))
  }

  private var record: DeskRecord {
    let tenant = Tenant(id: desk.desk.tenant, slug: "fieldworks", name: "Fieldworks", createdAt: desk.now)
    return DeskRecord(tenant: tenant, federationID: desk.desk.federationID)
  }

  private var entry: TimelineEntry {
    let facts = EventFacts(
      from: "a", until: desk.now, comment: CommentID(UUID()), audience: .partner,
      changes: [TicketChange(what: "team", from: nil, to: "b")])
    return TimelineEntry(
      seq: 1,
      event: Event(
        id: EventID(UUID()), at: desk.now, kind: .changed, actor: Author(kind: .system, name: "", desk: "Fieldworks"),
        origin: .here, handoff: HandoffID(UUID()), facts: facts))
  }

  private func file(on comment: CommentID?) -> Ticketing.Attachment {
    guard let hash = ContentHash(hex: String(repeating: "0", count: 64)) else { preconditionFailure("64 digits") }
    return Ticketing.Attachment(
      id: AttachmentID(UUID()), ticket: TicketID(UUID()), comment: comment, event: EventID(UUID()), name: "a.txt",
      mediaType: "text/plain", bytes: 1, hash: hash, audience: .internal,
      author: Author(kind: .agent, name: "Ada", desk: "Fieldworks"), origin: .here, createdAt: desk.now)
  }
}
