import ConnectorKit
import Foundation
import Jira
import StrictJSON
import Testing
import Ticketing

/// Payloads that others recorded, which are not part of this repository.
@Suite("What Jira really sends")
struct RecordedTests {
  @Test("is read, kind by kind, wherever a person could read it")
  func recorded() throws {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: Self.folder.path) else {
      print("There are no recorded payloads of Jira at \(Self.folder.path): nothing was tried.")
      return
    }
    var table: [String: (files: Int, reports: Int, refused: [String])] = [:]
    for name in names.filter({ $0.hasSuffix(".json") }).sorted() {
      guard let said = try? JSONReader.read(Array(Data(contentsOf: Self.folder.appending(path: name)))),
        let kind = Self.kind(said)
      else { continue }
      var row = table[kind, default: (0, 0, [])]
      row.files += 1
      do throws(HookRefusal) {
        let reports = try Self.connector(for: said).read(
          Hook(headers: [], body: JSONWriter.bytes(of: said)), at: Date(timeIntervalSince1970: 0))
        row.reports += reports.count
        for report in reports { #expect(!report.ticket.id.isEmpty && report.at != nil || kind == "issue", "\(name)") }
      } catch {
        row.refused.append("\(name): \(error)")
      }
      table[kind] = row
    }
    for (kind, row) in table.sorted(by: { $0.key < $1.key }) {
      print("\(kind): \(row.files) files, \(row.reports) reports, \(row.refused.count) refused")
      #expect(row.refused.isEmpty, "\(kind)")
      #expect(row.reports == row.files, "\(kind)")
    }
    #expect(!table.isEmpty)
  }

  /// Nil for what is sent to nobody: lists of types, users, documents of the interface itself.
  private static func kind(_ said: JSONValue) -> String? {
    if let event = said["webhookEvent"]?.string { return event }
    if said["issueKey"] != nil { return "request" }
    return said["key"] != nil && said["fields"] != nil ? "issue" : nil
  }

  /// Set up for the project that the payload is from.
  private static func connector(for said: JSONValue) -> any Connector {
    let issue = said["issue"] ?? said
    let key = issue["key"]?.string ?? issue["issueKey"]?.string ?? ""
    let project = issue["fields"]?["project"]?["key"]?.string ?? String(key.prefix { $0 != "-" })
    let settings: JSONObject = [
      "url": "https://jira.example", "project": .string(project), "user": "x", "account": "nobody of these",
      "proof": "address",
    ]
    do {
      return try ConnectorCatalogue([JiraConnector.self]).connector(
        "jira", settings: JSONWriter.bytes(of: .object(settings)), secrets: ["token": "x"])
    } catch { preconditionFailure("the settings above are right: \(error)") }
  }

  /// Beside the repository, unless the environment names another folder.
  private static var folder: URL {
    if let named = ProcessInfo.processInfo.environment["BATON_PAYLOADS"] {
      return URL(filePath: named, directoryHint: .isDirectory).appending(path: "jira")
    }
    let connectors = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return connectors.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "shared/data/jira", directoryHint: .isDirectory)
  }
}
