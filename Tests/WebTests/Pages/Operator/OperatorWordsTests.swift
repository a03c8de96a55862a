import Federation
import Foundation
import Storage
import Testing
import Ticketing
import Web

@Suite("The operator's numbers, in people's words")
struct OperatorWordsTests {
  private let library: PageLibrary
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  init() throws { library = try PageLibrary() }

  private func words(_ language: Language = .english, _ change: (inout DeskCensus) -> Void) -> CensusWords {
    var moment = Moment(now: now, seed: 1)
    var census = DeskCensus(tenant: Tenant(id: moment.newID(), slug: "acme", name: "Acme", createdAt: now))
    change(&census)
    return CensusWords(census, PageClock(now: now, zone: .gmt, catalogue: library.catalogue(language)))
  }

  @Test(
    "a span is told in the largest unit that says enough",
    arguments: [
      (-5.0, "0 s"), (0, "0 s"), (59, "59 s"), (60, "1 min"), (3_599, "59 min"), (3_600, "1 h"), (172_799, "47 h"),
      (172_800, "2 d"),
    ])
  func spans(_ seconds: Double, _ text: String) {
    #expect(Span.text(seconds, library.catalogue(.english)) == text)
  }

  @Test("what waits is counted, with the age of the oldest")
  func piles() {
    let pile = DeskCensus.Pile(3, oldest: now.addingTimeInterval(-7_200))
    #expect(words { _ in }.pile(pile) == "3, for 2 h")
    #expect(words(.dutch) { _ in }.pile(pile) == "3, al 2 u")
    #expect(words { _ in }.pile(DeskCensus.Pile()) == "0")
  }

  @Test("missing messages and failed mails are told where there are some")
  func extras() {
    let pile = DeskCensus.Pile(1, oldest: now.addingTimeInterval(-60))
    #expect(words { $0.parked = pile }.failed == "1, for 1 min")
    #expect(words { $0.missing = pile }.failed == "0; missing 1, for 1 min")
    #expect(words { $0.waitingMails = pile }.mails == "1, for 1 min")
    #expect(words { $0.parkedMails = pile }.mails == "0; failed 1")
    #expect(words { ($0.openTickets, $0.tickets) = (2, 40) }.tickets == "2 of 40")
  }

  @Test("sizes are told up to gigabytes", arguments: [(12, "12 B"), (1_500, "2 kB"), (2_340_000_000, "2.3 GB")])
  func sizes(_ bytes: Int, _ text: String) { #expect(ByteCount.text(bytes) == text) }

  @Test("every kind, reason, order and health has its words in every language", arguments: Language.allCases)
  func isComplete(_ language: Language) {
    let catalogue = library.catalogue(language)
    let keys =
      ParkReason.allCases.map { "operator.why_\($0.rawValue)" }
      + Delivery.Direction.allCases.map { "operator.way_\($0.rawValue)" }
      + DeskOrder.allCases.map { "operator_order.\($0.rawValue)" }
      + DeskHealth.allCases.map { "operator.health_\($0.rawValue)" }
      + Ailment.allCases.map { "doctor.is_\($0.rawValue)" } + Cure.allCases.map { "doctor.do_\($0.rawValue)" }
      + Finding.Noun.allCases.map { "doctor.noun_\($0.rawValue)" }
    #expect(keys.filter { !catalogue.has($0) } == [])
  }

  @Test("one round of the doctor goes at a time, and its findings stay until the next")
  func rounds() {
    let examination = Examination()
    #expect(examination.state == .none)
    #expect(examination.begin(at: now) && !examination.begin(at: now))
    let findings = [Finding(.parked, Finding.Case(tenant: nil, noun: .delivery, name: "1"))]
    examination.end(findings, at: now.addingTimeInterval(2))
    #expect(examination.state == .done(findings: findings, since: now, until: now.addingTimeInterval(2)))
    #expect(examination.begin(at: now))
    examination.end(nil, at: now)
    #expect(examination.state == .failed(since: now))
  }
}
