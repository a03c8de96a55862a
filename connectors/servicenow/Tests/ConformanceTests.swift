import ConnectorConformance
import ConnectorKit
import Foundation
import ServiceNow
import StrictJSON
import Testing

@Suite("ServiceNow keeps what every connector must")
struct ConformanceTests {
  @Test(arguments: Conformance.cases)
  func holds(_ rule: ConformanceCase) async throws { try await rule.run(on: ServiceNowSubject()) }
}

struct ServiceNowSubject: ConformanceSubject {
  let connector: any Connector.Type = ServiceNowConnector.self
  let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "README.md")

  static let password = "correct horse 7"
  static let clientSecret = "client battery 8"
  static let hookSecret = "staple staple 9"

  let setups = [
    ConformanceSetup(
      "told by a signed business rule, signed in by password",
      settings: ["url": "https://acme.service-now.example", "user": "baton"],
      secrets: ["password": password, "hook_secret": hookSecret],
      signing: .timedHash(header: "X-Baton-Signature", time: "X-Baton-Timestamp")),
    ConformanceSetup(
      "told by a business rule with a secret, signed in by OAuth 2 as a client",
      settings: [
        "url": "https://acme.service-now.example", "user": "baton", "sign_in": "client", "client_id": "c-1",
        "proof": "secret",
      ],
      secrets: ["client_secret": clientSecret, "hook_secret": hookSecret],
      signing: .secret(header: "X-Baton-Secret")),
    ConformanceSetup(
      "asked, signed in by OAuth 2 for its user",
      settings: [
        "url": "https://acme.service-now.example", "user": "baton", "sign_in": "password", "client_id": "c-1",
        "poll_every": 30,
      ],
      secrets: ["client_secret": clientSecret, "password": password], signing: .none),
  ]

  func farSide(_ setup: ConformanceSetup) -> any FarSide { ServiceNowDouble(tells: setup.signing != .none) }

  func signed(_ hook: Hook, _ setup: ConformanceSetup, at now: Date) -> Hook {
    var headers = hook.headers
    switch setup.signing {
    case .secret: headers.append(("x-baton-secret", Self.hookSecret))
    case .timedHash:
      let time = String(Int(now.timeIntervalSince1970))
      let signature = SignatureScheme(.sha256, .base64).signature(
        of: [Array("\(time).".utf8), hook.body], by: SharedSecret(Self.hookSecret))
      headers += [("x-baton-timestamp", time), ("x-baton-signature", signature)]
    case .none, .hash: break
    }
    return Hook(method: hook.method, headers: headers, query: hook.query, path: hook.path, body: hook.body)
  }
}
