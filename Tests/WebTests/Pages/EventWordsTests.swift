import Federation
import Foundation
import Testing
import Ticketing
import Web

@Suite("What happened, in words")
struct EventWordsTests {
  private let desk: SmallDesk
  private let library: PageLibrary

  init() throws {
    desk = try SmallDesk()
    library = try PageLibrary()
  }

  private func words(in language: Language = .english) -> EventWords {
    let catalogue = library.catalogue(language)
    return EventWords(
      desk: "Fieldworks", agents: [desk.agent], teams: [desk.team], fields: [],
      TicketPlace(
        base: "/desk/fieldworks",
        actor: Actor(tenant: desk.desk.tenant, agent: desk.agent.id, name: "Ada", role: .agent), catalogue: catalogue,
        clock: PageClock(now: desk.now, zone: .gmt, catalogue: catalogue)))
  }

  private func event(
    _ kind: Event.Kind, _ facts: EventFacts = EventFacts(), origin: Origin = .here, by actor: Author? = nil
  ) -> Event {
    Event(
      id: EventID(UUID()), at: desk.now, kind: kind,
      actor: actor ?? Author(kind: .agent, name: "Ada", desk: "Fieldworks"), origin: origin, handoff: nil,
      facts: facts)
  }

  @Test("there is a sentence for every kind of event, here and there, in every language, without a raw word")
  func everyKind() {
    for (kind, origin, language) in cases {
      let facts = EventFacts(
        from: "high", to: kind == .completed ? "no_fault" : "urgent", until: desk.now, partner: "Acme",
        audience: .partner, message: .accept,
        changes: [TicketChange(what: "assignee", from: nil, to: desk.agent.id.description)],
        ticket: TicketReference(id: TicketID(UUID()), number: 7))
      let line = words(in: language).line(event(kind, facts, origin: origin))
      #expect(!line.contains("event.") && !line.contains("{{") && !line.contains("no_fault"), "\(kind): \(line)")
      #expect(!line.contains(desk.agent.id.description) && line.count > 8, "\(kind): \(line)")
    }
  }

  private var cases: [(Event.Kind, Origin, Language)] {
    Event.Kind.allCases.flatMap { kind in
      [Origin.here, .partner].flatMap { origin in Language.allCases.map { (kind, origin, $0) } }
    }
  }

  @Test("a partner's person is named with the desk, or by the desk alone where no name is let out, never by an address")
  func partnersPeople() {
    func line(_ name: String) -> String {
      words().line(event(.edited, by: Author(kind: .agent, name: name, desk: "Acme")))
    }
    #expect(line("Vera") == "Vera (Acme) edited a comment")
    #expect(line("") == "Acme edited a comment")
    #expect(!line("vera@acme.example").contains("@"))
  }

  @Test("changed values read as on the page: people and teams by name, closed lists in words")
  func changedValues() {
    let changes = [
      TicketChange(what: "priority", from: "low", to: "urgent"),
      TicketChange(what: "team", from: nil, to: desk.team.id.description),
      TicketChange(what: "assignee", from: desk.agent.id.description, to: nil),
    ]
    #expect(
      words().line(event(.changed, EventFacts(changes: changes)))
        == "Ada changed priority from “Low” to “Urgent”, team to “North” and assignee (was “Ada”)")
  }

  @Test("what was said beside a move stands beside it")
  func reasons() {
    let facts = EventFacts(text: "no parts", partner: "Acme")
    #expect(words().line(event(.declined, facts, origin: .partner)) == "Acme declined the ticket — “no parts”")
  }
}
