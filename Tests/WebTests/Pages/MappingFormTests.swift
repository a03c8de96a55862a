import Federation
import FormData
import Foundation
import Testing
import Ticketing
import Web

@Suite("A mapping as a form")
struct MappingFormTests {
  private let statuses: StatusBook

  init() {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_790_000_000), seed: 5)
    statuses = .standard(&moment)
  }

  @Test("comes back from the page as it went in")
  func roundTrip() {
    var mapping = Mapping.standard(statuses)
    mapping.events = [.completed: statuses.first(.resolved).id]
    mapping.labels = ["At lunch": statuses.first(.onHold).id]
    mapping.fields = [FieldPair(theirs: "etage", ours: "floor")]
    let shown = MappingForm(mapping)
    var fields = shown.inward.map { (name: "in.\($0.key.rawValue)", value: $0.value) }
    fields += shown.outward.map { (name: "out.\($0.key)", value: $0.value) }
    fields += shown.events.map { (name: "event.\($0.key.rawValue)", value: $0.value) }
    for label in shown.labels { fields += [("label", label.theirs), ("label_status", label.ours)] }
    for pair in shown.fields { fields += [("their_field", pair.theirs), ("our_field", pair.ours)] }
    #expect(MappingForm(FormFields(fields)) == shown)
  }

  @Test("takes a row without a word of theirs away, and what nobody chose")
  func leavesOutWhatIsEmpty() {
    let form = MappingForm(
      FormFields([
        ("in.new", ""), ("out.x", ""), ("event.accepted", ""), ("label", "  "), ("label_status", "x"), ("label", " a"),
        ("label_status", "y"),
      ]))
    #expect(form.inward.isEmpty && form.outward.isEmpty && form.events.isEmpty)
    #expect(form.labels.map(\.theirs) == ["a"] && form.labels.map(\.ours) == ["y"])
  }

  @Test("shows what is wrong with a row as a way through statuses in the desk's own words")
  func wordsOfFindings() throws {
    var mapping = Mapping.standard(statuses)
    mapping.in[.onHold] = nil
    mapping.in[.resolved] = statuses.first(.cancelled).id
    let catalogue = try PageLibrary().catalogue(.english)
    let words = FindingWords.Vocabulary(MappingForm(mapping), statuses, catalogue)
    let found = MappingChecker(statuses: statuses).findings(in: mapping)
    let steps = Dictionary(grouping: found, by: \.place).mapValues { $0.map { FindingWords($0, words).steps } }
    #expect(steps[.in(.onHold)] == [["they say “on hold”", "nothing"]])
    #expect(steps[.in(.resolved)]?.contains(["they say “resolved”", "Cancelled"]) == true)
  }

  @Test("shows a mapping that wanders with every stop")
  func wordsOfWandering() throws {
    var mapping = Mapping.standard(statuses)
    mapping.out[statuses.first(.onHold).id] = .waitingForRequester
    mapping.out[statuses.first(.waitingForRequester).id] = .onHold
    let catalogue = try PageLibrary().catalogue(.english)
    let words = FindingWords.Vocabulary(MappingForm(mapping), statuses, catalogue)
    let finding = try #require(
      MappingChecker(statuses: statuses).findings(in: mapping).first { $0.place == .in(.onHold) })
    #expect(
      FindingWords(finding, words).steps == [
        "they say “on hold”", "On hold", "they hear “waiting for the requester”", "Waiting for requester",
        "they hear “on hold”",
      ])
  }
}
