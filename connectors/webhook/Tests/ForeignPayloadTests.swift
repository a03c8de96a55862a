import ConnectorKit
import Foundation
import StrictJSON
import Testing
import Webhooks

@Suite("Other products' payloads, as their admins would point at them")
struct ForeignPayloadTests {
  @Test("are understood", .enabled(if: ForeignPayloads.isThere, "no payloads lie beside the repository"))
  func areUnderstood() throws {
    var table = "desk | files | heard | with a subject | with a status | with a time | words\n"
    for desk in ForeignDesk.all {
      let connector = try Self.connector(desk.paths)
      let names = ForeignPayloads.names(desk.folder, desk.files)
      #expect(!names.isEmpty, "\(desk.name) has no files")
      var reports: [Report] = []
      for name in names {
        let reading = connector.reading(of: try #require(ForeignPayloads.bytes(desk.folder, name)), at: Self.now)
        let isSilent = desk.silent.contains { name.hasPrefix($0) }
        #expect(reading.reports.isEmpty == isSilent, "\(name): \(reading.findings)")
        #expect(!reading.findings.contains { $0.isRefusal }, "\(name): \(reading.findings)")
        let keys = Set(reading.reports.compactMap(\.key))
        #expect(keys.count == reading.reports.count, "\(name): two are taken for one")
        reports += reading.reports
      }
      let count = { (isSo: (Report) -> Bool) in "\(reports.filter(isSo).count)" }
      let words = Set(reports.compactMap(\.status)).sorted().prefix(4).joined(separator: ", ")
      table +=
        [
          desk.name, "\(names.count)", "\(reports.count)", count { $0.subject != nil }, count { $0.status != nil },
          count { $0.at != nil }, words,
        ].joined(separator: " | ") + "\n"
      if desk.paths["time"] != nil, !reports.isEmpty {
        #expect(reports.contains { $0.at != nil }, "\(desk.name): no time is read")
      }
    }
    print(table)
  }

  static let now = Date(timeIntervalSince1970: 1_790_000_000)

  static func connector(_ paths: JSONObject) throws -> WebhookConnector {
    var settings: JSONObject = ["signature": "body"]
    for member in paths.members { settings.append(member.key, member.value) }
    let schema = WebhookConnector.schema
    return try WebhookConnector(try schema.read(settings, secrets: ["hook_secret": "a secret of tests"]))
  }
}
