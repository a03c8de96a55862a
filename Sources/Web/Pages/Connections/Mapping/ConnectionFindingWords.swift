package import ConnectorKit
import Federation
import Ticketing

/// What the checker holds against one entry of a connection's mapping: a sentence, and the way through statuses that shows it.
package struct ConnectionFindingWords: Sendable, Equatable {
  package let sentence: String
  package let steps: [String]
  package let isError: Bool

  package init(_ finding: ConnectionFinding, in mapping: ConnectionMapping, _ catalogue: Catalogue) {
    isError = finding.severity == .error
    func category(_ category: StatusCategory) -> String { catalogue["mapping.category_\(category.rawValue)"] }
    func name(_ id: String) -> String { mapping.status(id)?.name ?? id }
    func shown(_ id: String) -> String { catalogue.text("words.shown_as", ["status": name(id)]) }
    func read(_ meaning: StatusCategory) -> String { catalogue.text("words.read_as", ["meaning": category(meaning)]) }
    func honest(_ key: String, _ ours: StatusCategory, _ theirs: MappedStatus) -> (String, [String]) {
      (catalogue[key], [category(ours), shown(theirs.id), read(theirs.category)])
    }
    (sentence, steps) =
      switch finding.flaw {
      case .saysNothing(let ours): (catalogue["words.flaw_says_nothing"], [category(ours), catalogue["mapping.hole"]])
      case .saidTwice(let theirs): (catalogue.text("words.flaw_twice", ["status": theirs]), [])
      case .unread(let theirs): (catalogue.text("words.flaw_unread", ["status": theirs]), [])
      case .unknownStatus(let id): (catalogue.text("words.flaw_unknown_status", ["status": id]), [])
      case .lacks(let field, let status):
        (
          catalogue.text("words.flaw_lacks", ["field": field, "status": name(status)]),
          [shown(status), catalogue.text("words.demands", ["field": field])]
        )
      case .wanders(let ours, let written, let meaning, let again):
        (catalogue["mapping.flaw_wanders"], [category(ours), shown(written), read(meaning), shown(again)])
      case .endedAsOpen(let ours, let theirs): honest("mapping.flaw_ended_as_open", ours, theirs)
      case .openAsEnded(let ours, let theirs): honest("mapping.flaw_open_as_ended", ours, theirs)
      case .doneAsCancelled(let ours, let theirs): honest("mapping.flaw_done_as_cancelled", ours, theirs)
      case .waitingAsWorking(let ours, let theirs): honest("words.flaw_waiting_as_working", ours, theirs)
      }
  }
}
