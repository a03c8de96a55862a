import Federation
import Foundation
import Storage
import StrictJSON
import Testing
import Ticketing
import Web

@Suite("What the audit log tells, in people's words")
struct AuditWordsTests {
  private let library: PageLibrary
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  init() throws { library = try PageLibrary() }

  private func sentence(_ facts: [AuditFact], _ language: Language) -> String {
    AuditWords(library.catalogue(language), now: now, zone: .gmt).sentence(facts)
  }

  private var everyFact: [AuditFact] {
    var moment = Moment(now: now, seed: 1)
    let words: [AuditFact] =
      Role.allCases.map { .role($0) } + StatusCategory.allCases.map { .category($0) }
      + Message.Kind.allCases.map { .message($0) } + ParkReason.allCases.map { .reason($0) }
      + Language.allCases.map { .language($0) } + DriftKind.allCases.map { .difference($0) }
    let flags: [AuditFact] = [true, false].flatMap { flag -> [AuditFact] in
      [.isActive(flag), .isMissing(flag), .passesThrough(flag), .asksSecondStep(flag)]
    }
    let rest: [AuditFact] =
      [
        .name("Blue"), .sender("Fieldworks"), .comment(moment.newID()), .count(2), .idleMinutes(15), .reopenDays(30),
        .codesLeft(9),
        .lastCommon(7),
      ]
      + [.backup(now), .text("as it was")] + [EmailAddress("ann@example.org")].compactMap { $0.map { .email($0) } }
    return words + flags + rest
  }

  @Test("every fact has its words in every language, and no raw ones", arguments: Language.allCases)
  func isComplete(_ language: Language) {
    #expect(Set(everyFact.map(\.key)) == Set(AuditFact.Key.allCases))
    for fact in everyFact {
      let text = sentence([fact], language)
      #expect(
        !text.isEmpty && !text.contains("{{") && text.firstMatch(of: #/[a-z_]+\.[a-z]+_[a-z]+/#) == nil, "\(text)")
    }
  }

  @Test("several are one sentence, in the reader's language")
  func joined() {
    let facts: [AuditFact] = [.role(.light), .isActive(false)]
    #expect(sentence(facts, .english) == "role: Reader, shut out")
    #expect(sentence(facts, .dutch) == "rol: Lezer, buitengesloten")
  }

  @Test("each comes back from what is kept of it")
  func comesBack() {
    for fact in everyFact { #expect(AuditFact(fact.key, fact.value) == fact) }
    #expect(AuditFact(.role, .text("owner")) == nil)
    #expect(AuditFact(.count, .text("2")) == nil)
  }

  @Test("the API tells facts for scripts, and the sentence for people")
  func view() {
    let record = AuditRecord(
      seq: 1, at: now, source: .system, action: "agent.change", subject: "s", facts: [.isActive(true), .role(.admin)])
    let json = AuditView.json(record, AuditWords(library.catalogue(.english), now: now, zone: .gmt))
    #expect(json["facts"]?["role"]?.string == "admin")
    #expect(json["facts"]?["active"] == .bool(true))
    #expect(json["detail"]?.string == "role: Admin, has access")
  }
}
