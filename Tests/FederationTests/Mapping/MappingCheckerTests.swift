import Federation
import Foundation
import Testing
import Ticketing

@Suite("Judging a mapping")
struct MappingCheckerTests {
  private var book: StatusBook {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 3)
    return StatusBook.standard(&moment)
  }

  private func findings(_ change: (inout Mapping, StatusBook) -> Void) -> [MappingFinding] {
    var mapping = Mapping.standard(book)
    change(&mapping, book)
    return MappingChecker(statuses: book).findings(in: mapping)
  }

  @Test("finds nothing in the default, for any status book", arguments: 0..<200)
  func standard(seed: Int) {
    var books = Books(seed: seed)
    let book = books.book()
    #expect(MappingChecker(statuses: book).findings(in: .standard(book)).isEmpty)
  }

  @Test("finds a wire word without an image", arguments: StatusCategory.allCases)
  func totalIn(category: StatusCategory) {
    let findings = findings { mapping, _ in mapping.in[category] = nil }
    #expect(findings.map(\.rule) == [.total])
    #expect(findings.map(\.path) == [["partner: \(category.rawValue)", "?"]])
  }

  @Test("finds an own status of which nothing is said", arguments: StatusCategory.allCases)
  func totalOut(category: StatusCategory) {
    let status = book.first(category)
    let findings = findings { mapping, book in mapping.out[status.id] = nil }
    #expect(findings.map(\.rule) == [.total])
    #expect(findings.map(\.path) == [[status.name, "?"]])
  }

  @Test("finds a status that the desk does not have, wherever it is named")
  func satisfiable() throws {
    var moment = Moment(now: Date(timeIntervalSince1970: 2_000), seed: 4)
    let gone: StatusID = moment.newID()
    let findings = findings { mapping, _ in
      mapping.in[.onHold] = gone
      mapping.out[gone] = .onHold
      mapping.events[.returned] = gone
      mapping.labels["Parts"] = gone
    }
    #expect(findings.map(\.rule) == Array(repeating: .satisfiable, count: 4))
    #expect(findings.map(\.path) == ["in.onHold", "events.returned", "labels.Parts", "out"].map { [$0, "\(gone)"] })
  }

  @Test("A47 finds what wanders: said again it comes out as something else, and the path shows it")
  func stable() throws {
    let findings = findings { mapping, book in
      mapping.in[.onHold] = book.first(.waitingForRequester).id
      mapping.in[.waitingForRequester] = book.first(.onHold).id
    }
    #expect(findings.map(\.rule) == [.stable, .stable])
    #expect(
      findings.last?.path == [
        "onHold", "Waiting for requester", "waitingForRequester", "On hold", "onHold",
      ])
  }

  @Test(
    "finds what is not honest, in the desk's own words",
    arguments: [
      (StatusCategory.resolved, StatusCategory.onHold, "shows work that is over as open"),
      (.cancelled, .onHold, "shows work that is over as open"), (.onHold, .closed, "shows work that is open as over"),
      (.resolved, .cancelled, "shows work that was done as cancelled"),
      (.closed, .cancelled, "shows work that was done as cancelled"),
      (.inProgress, .inProgress, "shows this desk as working while the partner holds the ticket"),
      (.new, .new, "shows this desk as working while the partner holds the ticket"),
    ])
  func honestIn(said: StatusCategory, shown: StatusCategory, detail: String) throws {
    let findings = findings { mapping, book in mapping.in[said] = book.first(shown).id }
    let finding = try #require(findings.first { $0.rule == .honest })
    #expect(finding.severity == .error)
    #expect(finding.path == ["partner: \(said.rawValue)", book.first(shown).name])
    #expect(finding.detail.hasPrefix(detail))
  }

  @Test(
    "finds what is not honest towards the partner",
    arguments: [
      (StatusCategory.onHold, StatusCategory.resolved), (.resolved, .onHold), (.closed, .cancelled),
      (.resolved, .cancelled), (.cancelled, .new),
    ])
  func honestOut(own: StatusCategory, said: StatusCategory) {
    let status = book.first(own)
    let findings = findings { mapping, _ in mapping.out[status.id] = said }
    #expect(findings.contains { $0.rule == .honest && $0.path == [status.name, "to the partner: \(said.rawValue)"] })
  }

  @Test(
    "finds an event or a label that leads where it must not",
    arguments: [
      (MappedEvent.accepted, StatusCategory.inProgress), (.accepted, .resolved), (.completed, .cancelled),
      (.returned, .closed), (.recalled, .cancelled), (.declined, .resolved),
    ])
  func events(event: MappedEvent, category: StatusCategory) {
    let findings = findings { mapping, book in mapping.events[event] = book.first(category).id }
    #expect(findings.map(\.rule) == [.honest])
    #expect(findings.map(\.path) == [[event.rawValue, book.first(category).name]])
    let labelled = self.findings { mapping, book in mapping.labels["At work"] = book.first(.inProgress).id }
    #expect(labelled.map(\.path) == [["partner: “At work”", "In progress"]])
  }

  @Test("lets nothing pass that breaks a promise: the promises said again, over mappings by chance", arguments: 0..<300)
  func promises(seed: Int) throws {
    var books = Books(seed: seed)
    let book = books.book()
    let mapping = books.mapping(for: book)
    guard MappingChecker(statuses: book).findings(in: mapping).isEmpty else { return }
    func shown(_ category: StatusCategory) throws -> Status {
      try #require(mapping.in[category].flatMap { book[$0] })
    }
    for category in StatusCategory.allCases {
      let status = try shown(category)
      #expect(status.category.isEnded == category.isEnded)
      #expect(category.isEnded || ![.new, .inProgress].contains(status.category))
      #expect(status.category != .cancelled || category == .cancelled)
      let said = mapping.category(of: status)
      #expect(try mapping.category(of: shown(said)) == said)
    }
    for status in book.statuses { #expect(mapping.category(of: status).isEnded == status.category.isEnded) }
  }
}
