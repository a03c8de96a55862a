import ConnectorKit
import Federation
import Foundation
import Jira
import NetworkedHelpDesk
import RequestTracker
import ServiceNow
import StrictJSON
import Ticketing
import Zendesk

extension FuzzEntry {
  static let connectorEntries = [
    FuzzEntry("webhook", "A webhook that is signed tells of tickets that have an id, or is refused.", webhook),
    FuzzEntry("far-answer", "Whatever a far side answers, a connector asks, has done, or says why not.", farAnswer),
  ]

  private static let now = Date(timeIntervalSince1970: 1_790_000_000)
  private static let secret = "a secret of ours"

  @Sendable private static func webhook(_ input: FuzzInput) throws {
    let (choice, rest) = input.choice
    let connector = try connector(choice)
    guard let reports = try? connector.read(signed(rest.bytes, choice), at: now) else { return }
    try bounded(reports, input.bytes.count)
  }

  @Sendable private static func farAnswer(_ input: FuzzInput) throws {
    let (choice, rest) = input.choice
    let connector = try connector(choice)
    let lines = rest.bytes.split(separator: 0x0A, maxSplits: 7, omittingEmptySubsequences: false)
    let statuses = [200, 201, 422, 403, 404, 302]
    let answers = lines.enumerated().map { index, line in
      let status = index == lines.count - 1 ? statuses[Int(choice >> 3) % statuses.count] : 200
      return EgressAnswer(status: status, headers: [], body: Array(line))
    }
    for tries in 0...1 {
      let exchange = Exchange(answers: answers, earlierTries: tries, at: now)
      for content in contents { try bounded(connector.carry(change(content), exchange)) }
      try bounded(connector.test(exchange))
      try bounded(connector.fetch(file, exchange))
      guard case .done(let polled) = connector.poll(since: "7", at: now, exchange) else { continue }
      try bounded(polled.reports, input.bytes.count)
      try require(
        polled.cursor.utf8.count <= 4 * input.bytes.count + 1_024, "a cursor of \(polled.cursor.utf8.count) bytes")
    }
  }
}

extension FuzzEntry {
  private static func connector(_ choice: UInt8) throws -> any Connector {
    switch choice % 8 {
    case 0, 1:
      let schema = ServiceNowConnector.schema
      var settings: JSONObject = ["url": "https://desk.example", "user": "baton", "poll_every": 60]
      if choice % 8 == 1 { settings.append("proof", "secret") }
      return try ServiceNowConnector(schema.read(settings, secrets: ["password": "p", "hook_secret": .string(secret)]))
    case 2, 3:
      var settings: JSONObject = ["url": "https://desk.example", "user": "b@desk.example", "user_id": "900"]
      if choice % 8 == 3 { settings.append("tag", "baton") }
      return try ZendeskConnector(
        ZendeskConnector.schema.read(settings, secrets: ["token": "t", "hook_secret": .string(secret)]))
    case 5, 6:
      var settings: JSONObject = ["url": "https://desk.example", "project": "HELP", "user": "b", "account": "900"]
      if choice % 8 == 6 { settings.append("product", "plain") }
      return try JiraConnector(
        JiraConnector.schema.read(settings, secrets: ["token": "t", "hook_secret": .string(secret)]))
    case 7:
      let agreement = #"{"uuid":"\#(sharingID)","access_key":"\#(sharingID)","status":"accepted"}"#
      return try NetworkedHelpDeskConnector(
        NetworkedHelpDeskConnector.schema.read(
          ["url": "https://desk.example/sharing"], secrets: ["~agreement": .string(agreement)]))
    case _:
      let settings: JSONObject = ["url": "https://desk.example", "queue": "Cooling", "user": "baton"]
      return try RequestTrackerConnector(RequestTrackerConnector.schema.read(settings, secrets: ["token": "t"]))
    }
  }

  private static func signed(_ body: [UInt8], _ choice: UInt8) -> Hook {
    let scheme = SignatureScheme(.sha256, .base64)
    switch choice % 8 {
    case 0:
      let signature = scheme.signature(of: [Array("1790000000.".utf8), body], by: SharedSecret(secret))
      return Hook(headers: [("x-baton-timestamp", "1790000000"), ("x-baton-signature", signature)], body: body)
    case 1: return Hook(headers: [("x-baton-secret", secret)], body: body)
    case 5, 6:
      let signature = SignatureScheme.hub.signature(of: [body], by: SharedSecret(secret))
      return Hook(headers: [("x-hub-signature", signature)], body: body)
    case 7:
      return Hook(
        headers: [("x-ticket-sharing-token", "\(sharingID):\(sharingID)")], path: "tickets/\(sharingID)", body: body)
    case _:
      let time = RFC3339.text(now)
      let signature = scheme.signature(of: [Array(time.utf8), body], by: SharedSecret(secret))
      return Hook(
        headers: [("x-zendesk-webhook-signature", signature), ("x-zendesk-webhook-signature-timestamp", time)],
        body: body)
    }
  }

  private static let sharingID = String(repeating: "a", count: 40)

  private static let file = ReportedFile(
    id: "9", name: "x", type: nil, size: 5, location: "https://desk.example/9", isPublic: true)

  private static let contents: [Change.Content] = [
    .open(
      NewTicket(number: 1, subject: "s", description: "d", priority: "1", type: nil, requester: nil, fields: [:])),
    .comment(OutwardComment(body: "w", format: .text, isPublic: true, signedBody: "w")),
    .status(OutwardStatus(status: "open", resolution: Resolution(code: .fixed, text: "r"), fields: [:])),
  ]

  private static func change(_ content: Change.Content) -> Change {
    Change(
      event: EventID(UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))), marker: "m", at: now,
      author: WireAuthor(ref: "", name: "Ivan", kind: .agent, role: nil, desk: "Fieldworks"), content: content,
      ticket: ExternalReference(id: "7"), status: "new")
  }

  private static func bounded<Outcome>(_ step: Step<Outcome>) throws {
    switch step {
    case .ask(let request):
      try require(!"\(request)".contains(secret), "a request that shows the secret")
      // What an answer names may be asked, but nothing of ours is shown there.
      let isStranger = request.url.host != "desk.example"
      try require(!isStranger || request.headers.isEmpty, "headers for \(request.url.host)")
    case .done, .learn, .post, .read: break
    case .failed(let failure): try require(failure.description.utf8.count <= 65_536, "a long excuse")
    }
  }

  private static func bounded(_ reports: [Report], _ length: Int) throws {
    try require(reports.count <= length + 1, "\(reports.count) reports of \(length) bytes")
    for report in reports {
      try require(!report.ticket.id.isEmpty, "a ticket without an id")
      try require(report.key?.isEmpty == false, "a report without a key")
      try require(report.comments.count <= 200 && report.files.count <= 2_000, "\(report.comments.count) comments")
      try require(report.comments.allSatisfy { !$0.id.isEmpty }, "a comment without an id")
      // What is kept of it can be read again.
      try require(try Report(jsonBytes: report.jsonBytes) == report, "a report that is kept as another one")
    }
  }
}
