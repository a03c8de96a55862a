import ConnectorKit
import Foundation
import Storage
import StrictJSON
import Testing
import Ticketing
import Web

@Suite("What an external desk said, in people's words")
struct ReportWordsTests {
  private let catalogue: Catalogue
  private let mapping = ConnectionMapping(
    statuses: [MappedStatus(id: "open", name: "Open", category: .inProgress)], shows: [:])

  init() throws { catalogue = try Catalogue(installed: .english) }

  private func words(
    _ state: KeptReport.State, takesNew: Bool = true, _ change: (inout Report) -> Void = { _ in }
  ) throws -> ReportWords {
    var report = Report(ticket: ExternalReference(id: "12", number: "#12", url: "https://far.example/12"))
    report.subject = "Pump is dead"
    change(&report)
    var mapping = mapping
    mapping.takesNew = takesNew
    let kept = KeptReport(
      id: ReportID(UUID()), external: "12", key: nil, receivedAt: Date(timeIntervalSince1970: 0), state: state,
      report: try report.jsonBytes)
    return ReportWords(kept, mapping, catalogue)
  }

  @Test("names the ticket as it is called there, and what is new about it")
  func says() throws {
    let words = try words(.done) {
      $0.status = "open"
      $0.comments = [ReportedComment(id: "1", body: "Any\n news?", isPublic: true, author: nil, at: nil)]
    }
    #expect(words.ticket == "#12 Pump is dead")
    #expect(words.said == "status “Open”, comments: 1")
    #expect(words.excerpt == "Any news?")
    #expect(words.reason == nil)
  }

  @Test("names the status that the words do not know")
  func unmapped() throws {
    let words = try words(.parked) { $0.status = "limbo" }
    #expect(words.isUnmapped)
    #expect(words.reason?.contains("“limbo”") == true)
  }

  @Test("says of one that fits no ticket whether the connection takes new ones at all")
  func unmatched() throws {
    #expect(try words(.unmatched).reason == catalogue["connections.why_unmatched"])
    #expect(try words(.unmatched, takesNew: false).reason == catalogue["connections.why_takes_none"])
  }

  @Test("links to nothing but an address of the web")
  func links() throws {
    #expect(try words(.done).address == "https://far.example/12")
    var report = Report(ticket: ExternalReference(id: "1", number: nil, url: "javascript:alert(1)"))
    report.subject = nil
    let kept = KeptReport(
      id: ReportID(UUID()), external: "1", key: nil, receivedAt: Date(timeIntervalSince1970: 0), state: .done,
      report: try report.jsonBytes)
    #expect(ReportWords(kept, mapping, catalogue).address == nil)
  }
}
