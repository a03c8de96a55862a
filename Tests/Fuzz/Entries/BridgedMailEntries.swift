import ConnectorKit
import Foundation
import MailBridge
import MailReading
import MessageFormat
import StrictJSON
import Ticketing

extension FuzzEntry {
  static let bridgedMailEntries = [
    FuzzEntry(
      "bridged-mail", "A mail says something only where its sender may, and of a ticket that has an id.", bridgedMail)
  ]

  private static let desks = ["requesttracker", "servicenow", "jira", "zendesk", "remedy", "other"]

  @Sendable private static func bridgedMail(_ input: FuzzInput) throws {
    let (choice, rest) = input.choice
    let connector = try mailConnector(desks[Int(choice) % desks.count])
    let mail = MailReader().read(rest.bytes)
    let foreign = ForeignMail(
      mail: mail, kind: MailKind(of: mail, ours: "a"), door: choice < 128 ? .secret : .writing,
      id: ForeignMail.fingerprint(of: mail), receivedAt: Date(timeIntervalSince1970: 1_790_000_000),
      marks: ["o1.a.b": "m"], locations: mail.files.indices.map(String.init), ours: ["acme+h1@desks.example"])
    guard let reports = try? connector.read(foreign) else { return }
    try require(
      mail.from.address?.address.lowercased() == "desk@far.example", "a stranger's mail that says something")
    try require(reports.count <= 1, "\(reports.count) reports of one mail")
    for report in reports {
      try require(!report.ticket.id.isEmpty && report.key?.isEmpty == false, "a ticket without an id or a key")
      try require(report.comments.count <= 1, "\(report.comments.count) comments of one mail")
      try require(report.files.count <= mail.files.count, "files that came with no mail")
      // What is kept of it can be read again.
      try require(try Report(jsonBytes: report.jsonBytes) == report, "a report that is kept as another one")
    }
  }

  private static func mailConnector(_ desk: String) throws -> MailConnector {
    var settings: JSONObject = [
      "desk": .string(desk), "senders": "desk@far.example", "address": "new@far.example", "proof": "secret",
    ]
    if desk == "requesttracker" || desk == "other" { settings.append("number", "[far #{number}]") }
    return try MailConnector(try MailConnector.schema.read(settings, secrets: [:]))
  }
}
