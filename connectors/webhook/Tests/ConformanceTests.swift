import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON
import Testing
import Webhooks

@Suite("A desk that its admin describes keeps what every connector must")
struct ConformanceTests {
  @Test(arguments: Conformance.cases)
  func holds(_ rule: ConformanceCase) async throws { try await rule.run(on: DescribedDesk()) }
}

/// A desk as its admin describes it, in each way of signing, and with and without keys that tell what was sent twice.
struct DescribedDesk: ConformanceSubject {
  let connector: any Connector.Type = WebhookConnector.self
  let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "README.md")

  static let hookSecret = "whsec_dGhlIHNlY3JldCBvZiBhIGRlc2sgb2YgdGVzdHM="
  static let token = "baton:open-sesame-of-tests"

  let setups = [
    ConformanceSetup(
      "signed over its body, knowing keys",
      settings: described(
        ["signature": "body", "signature_header": "X-Hub-Signature", "signature_prefix": "sha256="], knowsKeys: true),
      secrets: ["hook_secret": hookSecret, "token": token], signing: .hash(header: "X-Hub-Signature")),
    ConformanceSetup(
      "signed over time and body, looked through",
      settings: described(
        [
          "signature": "timebody", "signature_header": "X-Signature", "signature_encoding": "base64",
          "time_header": "X-Signature-Timestamp",
        ], knowsKeys: false),
      secrets: ["hook_secret": hookSecret, "token": token],
      signing: .timedHash(header: "X-Signature", time: "X-Signature-Timestamp")),
    ConformanceSetup(
      "signed as Standard Webhooks says", settings: described(["signature": "standard"], knowsKeys: true),
      secrets: ["hook_secret": hookSecret, "token": token],
      signing: .timedHash(header: "webhook-signature", time: "webhook-timestamp")),
    ConformanceSetup(
      "showing its secret",
      settings: described(["signature": "header", "signature_header": "X-Secret"], knowsKeys: false),
      secrets: ["hook_secret": hookSecret, "token": token], signing: .secret(header: "X-Secret")),
  ]

  func farSide(_ setup: ConformanceSetup) -> any FarSide {
    DeskDouble(
      knowsKeys: setup.settings["find_ticket"] == nil,
      secret: "Basic \(Data(Self.token.utf8).base64EncodedString())")
  }

  func signed(_ hook: Hook, _ setup: ConformanceSetup, at now: Date) -> Hook {
    let time = String(Int(now.timeIntervalSince1970))
    let secret = SharedSecret(Self.hookSecret)
    let headers: [(name: String, value: String)] =
      switch setup.settings["signature"]?.string {
      case "body": [("x-hub-signature", SignatureScheme.hub.signature(of: [hook.body], by: secret))]
      case "timebody":
        [
          ("x-signature-timestamp", time),
          ("x-signature", SignatureScheme(.sha256, .base64).signature(of: [Array(time.utf8), hook.body], by: secret)),
        ]
      case "standard": Self.standard(hook.body, at: now)
      case _: [("x-secret", Self.hookSecret)]
      }
    let kept = hook.headers.filter { old in !headers.contains { $0.name == old.name } }
    return Hook(method: hook.method, headers: kept + headers, query: hook.query, path: hook.path, body: hook.body)
  }

  private static func standard(_ body: [UInt8], at now: Date) -> [(name: String, value: String)] {
    guard let secret = WebhookSecret(hookSecret),
      let headers = try? StandardWebhooks.headers(id: "msg_1", at: now, body: body, secrets: [secret])
    else { return [] }
    return headers.map { (name: $0.name, value: $0.value) }
  }

  static func described(_ signing: JSONObject, knowsKeys: Bool) -> JSONObject {
    let key = knowsKeys ? "\nIdempotency-Key: {{marker}}" : ""
    func request(_ line: String, _ body: String) -> JSONValue {
      .string("\(line)\nAuthorization: Basic {{basic}}\nContent-Type: application/json\(key)\n\n\(body)")
    }
    func comment(_ isPublic: Bool) -> JSONValue {
      request(
        "POST /api/tickets/{{ticket.id}}/comments",
        "{\"text\": \"{{comment.signed}}\", \"public\": \(isPublic), \"external\": {{marker}}}")
    }
    let asking = "\nAuthorization: Basic {{basic}}"
    var settings: JSONObject = [
      "ticket_id": "$.ticket.id", "event_id": "$.event.id", "time": "$.event.at", "ticket_number": "$.ticket.number",
      "ticket_url": "$.ticket.link", "subject": "$.ticket.subject", "description": "$.ticket.text",
      "status": "$.ticket.status", "priority": "$.ticket.priority", "person_name": "$.by",
      "marker": "$.ticket.external", "comment": "$.comments[*]", "comment_id": "$.id", "comment_body": "$.text",
      "comment_public": "$.public", "comment_author": "$.author", "comment_marker": "$.external", "own_author": "Baton",
      "file": "$.files[*]", "file_id": "$.id", "file_name": "$.name", "file_size": "$.size", "file_url": "$.url",
      "url": "https://desk.example",
      "on_open": request(
        "POST /api/tickets",
        "{\"subject\": \"{{subject}}\", \"text\": \"{{description}}\", \"priority\": \"{{priority}}\", \"external\": \"{{marker}}\"}"
      ),
      "on_comment": comment(true), "on_private_comment": comment(false),
      "on_edit": request(
        "PUT /api/tickets/{{ticket.id}}/comments/{{item.id}}", "{\"text\": \"{{comment.signed}}\"}"),
      "on_retract": .string("DELETE /api/tickets/{{ticket.id}}/comments/{{item.id}}\(asking)"),
      "on_file": .string(
        "POST /api/tickets/{{ticket.id}}/files\(asking)\nContent-Type: multipart/form-data\(key)\n\n"
          + "external: {{marker}}\nupload: {{file.content}}"),
      "on_status": request("PATCH /api/tickets/{{ticket.id}}", "{\"status\": \"{{status}}\"}"),
      "on_priority": request("PATCH /api/tickets/{{ticket.id}}", "{\"priority\": \"{{priority}}\"}"),
      "on_test": .string("GET /api/me\(asking)"), "made_ticket_id": "$.ticket.id",
      "made_ticket_number": "$.ticket.number", "made_ticket_url": "$.ticket.link", "made_item_id": "$.id",
      "closed_when": "$.error.closed",
    ]
    if !knowsKeys {
      settings.append("find_ticket", .string("GET /api/find?external={{marker}}\(asking)"))
      settings.append("found_ticket_id", "$.results[0].id")
      settings.append("find_item", .string("GET /api/find?external={{marker}}\(asking)"))
      settings.append("found_item_id", "$.results[0].id")
    }
    for member in signing.members { settings.append(member.key, member.value) }
    return settings
  }
}
