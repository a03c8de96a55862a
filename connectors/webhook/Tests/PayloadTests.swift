import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON
import Testing
import Webhooks

@Suite("Other products' payloads, as their admins would point at them")
struct PayloadTests {
  @Test(
    "are read, each by its kind",
    .enabled(if: Payloads.areThere(for: "pagerduty"), "no payloads lie beside the repository"))
  func areRead() throws {
    var table = PayloadTable()
    var facts = "desk: heard, with a subject, with a status, with a time; statuses\n"
    for desk in ForeignDesk.all {
      let connector = try Self.connector(desk.paths)
      let payloads = Payloads.all(in: desk.folder).filter { payload in
        desk.files.contains { payload.name.hasPrefix($0) }
      }
      #expect(!payloads.isEmpty, "\(desk.name) has no files")
      var reports: [Report] = []
      for payload in payloads {
        let reading = connector.reading(of: JSONWriter.bytes(of: payload.value ?? .null), at: Self.now)
        let isSilent = desk.silent.contains { payload.name.hasPrefix($0) }
        let isRead = reading.reports.isEmpty == isSilent && !reading.findings.contains { $0.isRefusal }
        let kind = isSilent ? "\(desk.name): of no ticket, and not heard" : desk.name
        table.count(payload, as: kind, isRead: isRead, "\(reading.findings)")
        let keys = Set(reading.reports.compactMap(\.key))
        #expect(keys.count == reading.reports.count, "\(payload.name): two are taken for one")
        reports += reading.reports
      }
      if desk.paths["time"] != nil, !reports.isEmpty {
        #expect(reports.contains { $0.at != nil }, "\(desk.name): no time is read")
      }
      facts += "  \(desk.name): \(Self.facts(of: reports))\n"
    }
    print(table.report("Any desk: payloads read, of all"))
    print(facts)
    #expect(table.unread == [])
    #expect(table.all > 40)
  }

  private static func facts(of reports: [Report]) -> String {
    let statuses = Set(reports.compactMap(\.status)).sorted().prefix(4).joined(separator: ", ")
    let (subjects, known) = (reports.filter { $0.subject != nil }.count, reports.filter { $0.status != nil }.count)
    return "\(reports.count), \(subjects), \(known), \(reports.filter { $0.at != nil }.count); \(statuses)"
  }

  static let now = Date(timeIntervalSince1970: 1_790_000_000)

  static func connector(_ paths: JSONObject) throws -> WebhookConnector {
    var settings: JSONObject = ["signature": "body"]
    for member in paths.members { settings.append(member.key, member.value) }
    let schema = WebhookConnector.schema
    return try WebhookConnector(try schema.read(settings, secrets: ["hook_secret": "a secret of tests"]))
  }
}
