package import ConnectorKit
package import Storage
import StrictJSON
import Ticketing

/// What an external desk said, in people's words.
package struct ReportWords: Sendable {
  private let kept: KeptReport
  private let mapping: ConnectionMapping?
  private let catalogue: Catalogue
  private let report: Report?

  /// - Parameter mapping: the one in force.
  package init(_ kept: KeptReport, _ mapping: ConnectionMapping?, _ catalogue: Catalogue) {
    self.kept = kept
    self.mapping = mapping
    self.catalogue = catalogue
    report = try? Report(jsonBytes: kept.report)
  }

  /// `#12 Pump is dead`
  package var ticket: String {
    let number = report?.ticket.number ?? kept.external
    return report?.subject.map { "\(number) \($0)" } ?? number
  }

  /// Where it is to be seen there; nothing but an address of the web.
  package var address: String? { report?.ticket.webAddress }

  package var state: String { catalogue["connections.report_\(kept.state.rawValue)"] }

  /// What it tells, piece by piece: `status “open”, 1 comment`.
  package var said: String {
    guard let report else { return catalogue["connections.said_unreadable"] }
    var pieces: [String] = []
    func add(_ key: String, _ value: String) {
      pieces.append(catalogue.text("connections.said_\(key)", ["value": value]))
    }
    if let status = report.status { add("status", mapping?.status(status)?.name ?? status) }
    if let priority = report.priority { add("priority", priority) }
    if !report.comments.isEmpty { add("comments", "\(report.comments.count)") }
    if !report.files.isEmpty { add("files", "\(report.files.count)") }
    if report.isGone { pieces.append(catalogue["connections.said_gone"]) }
    return pieces.isEmpty ? catalogue["connections.said_nothing"] : pieces.joined(separator: ", ")
  }

  /// The first words that somebody wrote there, where there are any.
  package var excerpt: String? {
    let words = report?.comments.last { !$0.body.isEmpty }?.body ?? report?.description
    return words.flatMap { $0.isEmpty ? nil : Self.short($0) }
  }

  /// Why it was not applied, and what mends it.
  package var reason: String? {
    switch kept.state {
    case .done: kept.reason == nil ? nil : catalogue["connections.why_overtaken"]
    case .dropped: nil
    case .waiting: catalogue["connections.why_waiting"]
    case .unmatched: catalogue[mapping?.takesNew == false ? "connections.why_takes_none" : "connections.why_unmatched"]
    case .parked: parked
    }
  }

  /// Whether the mapping has no word for the status that came.
  package var isUnmapped: Bool { unmapped != nil }

  private var unmapped: String? {
    guard kept.state == .parked, let status = report?.status, let mapping, mapping.status(status) == nil else {
      return nil
    }
    return status
  }

  private var parked: String {
    guard report != nil else { return catalogue["connections.why_unreadable"] }
    if let unmapped { return catalogue.text("connections.why_unmapped", ["status": unmapped]) }
    return catalogue["connections.why_forbidden"]
  }

  private static func short(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count <= 160 ? line : "\(line.prefix(160))…"
  }
}

/// One of the things that an external desk said, as a line.
struct ReportRow {
  let ticketWords: String
  let address: String?
  let said: String
  let excerpt: String?
  let heard: TimeView
  let stateWords: String
  let why: String?

  init(_ kept: KeptReport, _ mapping: ConnectionMapping?, _ clock: PageClock, _ catalogue: Catalogue) {
    let words = ReportWords(kept, mapping, catalogue)
    ticketWords = words.ticket
    address = words.address
    said = words.said
    excerpt = words.excerpt
    heard = TimeView(kept.receivedAt, clock)
    stateWords = words.state
    why = words.reason
  }
}
