import ConnectorKit
import DeskActions
import Foundation
import Storage
import Ticketing

/// What another mapping would have changed, in people's words.
struct RehearsalView {
  struct Row {
    let ticketWords: String
    let about: String
    let before: String
    let after: String
    let heard: TimeView?
  }

  let summary: String
  let rows: [Row]
  let hasRows: Bool
  /// How many more there are than are shown; nil for none.
  let more: String?

  private static let mostShown = 50

  init(_ rehearsal: Rehearsal, _ mapping: ConnectionMapping, _ clock: PageClock, _ catalogue: Catalogue) {
    let words = Words(catalogue)
    let heard = rehearsal.heard.map { found in
      words.row(
        found.change, ReportWords(found.report, mapping, catalogue).ticket, TimeView(found.report.receivedAt, clock))
    }
    let shown = rehearsal.shown.map { words.row($0.change, $0.subject, nil) }
    let all = shown + heard
    rows = Array(all.prefix(Self.mostShown))
    hasRows = !rows.isEmpty
    more = all.count > rows.count ? catalogue.text("words.rehearsal_more", ["count": "\(all.count - rows.count)"]) : nil
    summary = catalogue.text(
      all.isEmpty ? "words.rehearsal_same" : "words.rehearsal_differs",
      ["reports": "\(rehearsal.reports)", "tickets": "\(rehearsal.tickets)", "count": "\(all.count)"])
  }

  private struct Words {
    let catalogue: Catalogue

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    func row(_ change: Rehearsal.Change, _ ticket: String, _ heard: TimeView?) -> Row {
      let (about, before, after) = pieces(change)
      return Row(ticketWords: ticket, about: about, before: before, after: after, heard: heard)
    }

    private func pieces(_ change: Rehearsal.Change) -> (String, String, String) {
      switch change {
      case .meaning(let status, let before, let after):
        (about("status", status), meaning(before), meaning(after))
      case .priority(let theirs, let before, let after):
        (about("their_priority", theirs), priority(before), priority(after))
      case .comment(let isPublic, let before, let after):
        (
          catalogue[isPublic ? "words.hears_public" : "words.hears_private"],
          catalogue["words.heard_\(before.rawValue)"], catalogue["words.heard_\(after.rawValue)"]
        )
      case .status(let ours, let before, let after):
        (about("shows", catalogue["mapping.category_\(ours.rawValue)"]), before ?? hole, after ?? hole)
      case .written(let ours, let before, let after):
        (about("our_priority", catalogue["priority.\(ours.rawValue)"]), before ?? hole, after ?? hole)
      }
    }

    private var hole: String { catalogue["mapping.hole"] }
    private func about(_ key: String, _ value: String) -> String {
      catalogue.text("words.about_\(key)", ["value": value])
    }
    private func meaning(_ category: StatusCategory?) -> String {
      catalogue[category.map { "mapping.category_\($0.rawValue)" } ?? "words.not_known"]
    }
    private func priority(_ priority: Priority?) -> String {
      catalogue[priority.map { "priority.\($0.rawValue)" } ?? "words.as_it_was"]
    }
  }
}
