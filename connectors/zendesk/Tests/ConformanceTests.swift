import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON
import Testing
import Zendesk

@Suite("Zendesk keeps what every connector must")
struct ConformanceTests {
  @Test(arguments: Conformance.cases)
  func holds(_ rule: ConformanceCase) async throws { try await rule.run(on: ZendeskSubject()) }
}

struct ZendeskSubject: ConformanceSubject {
  let connector: any Connector.Type = ZendeskConnector.self
  let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "README.md")

  static let token = "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv"
  static let hookSecret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3RpbmdfMQ=="

  static let base: JSONObject = ["url": "https://acme.zendesk.example", "user": "baton@acme.example", "user_id": "900"]

  let setups = [
    ConformanceSetup(
      "told by ticket events, signed in by an API token", settings: base.with("poll_every", 0),
      secrets: ["token": token, "hook_secret": hookSecret], signing: signing),
    ConformanceSetup(
      "told by a trigger and asked, signed in by OAuth", settings: base.with("sign_in", "oauth"),
      secrets: ["token": token, "hook_secret": hookSecret], signing: signing),
    ConformanceSetup(
      "asked, for tickets with a tag, that go on in a follow-up",
      settings: base.with("tag", "baton").with("follow_up", true), secrets: ["token": token], signing: .none),
  ]

  private static let signing = ConformanceSetup.Signing.timedHash(
    header: "X-Zendesk-Webhook-Signature", time: "X-Zendesk-Webhook-Signature-Timestamp")

  func farSide(_ setup: ConformanceSetup) -> any FarSide {
    switch setup.signing {
    case .none: ZendeskDouble(tells: .nothing)
    case _: ZendeskDouble(tells: setup.settings["poll_every"] == nil ? .trigger : .events)
    }
  }

  func signed(_ hook: Hook, _: ConformanceSetup, at now: Date) -> Hook {
    let time = RFC3339.text(now)
    let signature = SignatureScheme(.sha256, .base64).signature(
      of: [Array(time.utf8), hook.body], by: SharedSecret(Self.hookSecret))
    return Hook(
      method: hook.method,
      headers: hook.headers + [
        ("x-zendesk-webhook-signature", signature), ("x-zendesk-webhook-signature-timestamp", time),
      ], query: hook.query, path: hook.path, body: hook.body)
  }
}

extension JSONObject {
  fileprivate func with(_ key: String, _ value: JSONValue) -> JSONObject {
    var object = self
    object.append(key, value)
    return object
  }
}
