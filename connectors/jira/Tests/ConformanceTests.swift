import ConnectorConformance
import ConnectorKit
import Foundation
import Jira
import StrictJSON
import Testing

@Suite("Jira keeps what every connector must")
struct ConformanceTests {
  @Test(arguments: Conformance.cases)
  func holds(_ rule: ConformanceCase) async throws { try await rule.run(on: JiraSubject()) }
}

struct JiraSubject: ConformanceSubject {
  let connector: any Connector.Type = JiraConnector.self
  let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "README.md")

  static let secret = "a secret of webhooks"

  static let service = ConformanceSetup(
    "Service Management on Cloud, signed",
    settings: [
      "url": "https://jira.example", "project": "HELP", "user": "baton@jira.example",
      "account": .string(JiraDouble.own),
    ], secrets: ["token": "ATATT3xFfGF0", "hook_secret": secret], signing: .hash(header: "X-Hub-Signature"))

  static let plain = ConformanceSetup(
    "plain Jira on Data Center, by a rule's header",
    settings: [
      "url": "https://jira.example", "edition": "data_center", "product": "plain", "project": "HELP",
      "sign_in": "bearer", "account": "baton", "proof": "header",
    ], secrets: ["token": "MDM0MjM5NDc2", "hook_secret": secret], signing: .secret(header: "X-Baton-Secret"))

  static let asked = ConformanceSetup(
    "plain Jira on Cloud, asked",
    settings: [
      "url": "https://jira.example", "product": "plain", "project": "HELP", "user": "baton@jira.example",
      "account": .string(JiraDouble.own), "poll": true,
    ], secrets: ["token": "ATATT3xFfGF0"], signing: .none)

  let setups = [service, plain, asked]

  func farSide(_ setup: ConformanceSetup) -> any FarSide { Self.double(setup) }

  static func double(_ setup: ConformanceSetup) -> JiraDouble {
    let (user, token) = (setup.settings["user"]?.string, setup.secrets["token"] ?? "")
    let basic = user.map { "Basic " + Data("\($0):\(token)".utf8).base64EncodedString() }
    return JiraDouble(
      .init(
        isCloud: setup.settings["edition"] == nil, isService: setup.settings["product"] == nil,
        sendsWebhooks: setup.settings["poll"] == nil, authorization: basic ?? "Bearer \(token)"))
  }

  func signed(_ hook: Hook, _ setup: ConformanceSetup, at _: Date) -> Hook {
    let proof: (name: String, value: String)? =
      switch setup.signing {
      case .none, .timedHash: nil
      case .secret: ("x-baton-secret", Self.secret)
      case .hash:
        ("x-hub-signature", SignatureScheme.hub.signature(of: [hook.body], by: SharedSecret(Self.secret)))
      }
    return Hook(method: hook.method, headers: hook.headers + (proof.map { [$0] } ?? []), body: hook.body)
  }
}
