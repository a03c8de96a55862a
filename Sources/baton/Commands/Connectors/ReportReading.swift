import ConnectorKit
import DeskActions
import Foundation
import Storage
import StrictJSON
import Ticketing
import Web

/// What a report says, and what a mapping would make of it.
struct ReportReading {
  private let report: Report
  private let mapping: ConnectionMapping
  private let words: ReportWords

  init(_ report: Report, _ mapping: ConnectionMapping) throws {
    self.report = report
    self.mapping = mapping
    let kept = KeptReport(
      id: .first, external: report.ticket.id, key: report.key, receivedAt: Date(), state: .done,
      report: try report.jsonBytes)
    words = ReportWords(kept, mapping, try Catalogue(installed: .english))
  }

  /// Nil where it says nothing of a status, or one that the mapping does not know.
  private var category: StatusCategory? { report.status.flatMap { mapping.status($0)?.category } }

  private var isUnmapped: Bool { report.status != nil && category == nil }

  /// Whether it would open a ticket that is not here yet.
  private var opens: Bool {
    mapping.takesNew && !report.isGone && report.subject != nil && !isUnmapped && category?.isEnded != true
  }

  var json: JSONValue {
    [
      "report": (try? JSONReader.read((try? report.jsonBytes) ?? [])) ?? .null,
      "mapping": [
        "status": JSONValue(category?.rawValue), "unmapped": .bool(isUnmapped),
        "priority": JSONValue(priority?.rawValue),
        "opens": .bool(opens),
        "comments": .array(
          report.comments.map { JSONValue(mapping.hears.heard(isPublic: $0.isPublic)?.audience.rawValue) }),
      ],
    ]
  }

  private var priority: Priority? { report.priority.flatMap { mapping.readsPriority[$0] } }

  func printWords() {
    print("\(words.ticket): \(words.said)")
    if let status = report.status {
      print(
        category.map { "  status \(status) means \($0.rawValue)" }
          ?? "  status \(status) is not known to the mapping: it would wait until it is")
    }
    if let word = report.priority {
      print(priority.map { "  priority \(word) means \($0.rawValue)" } ?? "  priority \(word) changes nothing")
    }
    for comment in report.comments {
      let audience = mapping.hears.heard(isPublic: comment.isPublic)?.audience.rawValue
      let said = comment.body.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(100)
      print(
        "  \(comment.author?.name ?? "somebody") says (\(audience.map { "heard as \($0)" } ?? "not heard")): \(said)")
    }
    for file in report.files { print("  file \(file.name)") }
    print(
      opens
        ? "  a ticket that is not known here yet would be opened and offered"
        : "  a ticket that is not known here yet would stay unmatched")
  }
}
