import ConnectorConformance
import ConnectorKit
import Foundation
import MailBridge
import StrictJSON
import Testing

@Suite("A desk by mail keeps what every connector must")
struct ConformanceTests {
  @Test(arguments: Conformance.cases)
  func holds(_ rule: ConformanceCase) async throws { try await rule.run(on: MailSubject()) }
}

struct MailSubject: ConformanceSubject {
  let connector: any Connector.Type = MailConnector.self
  let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "README.md")

  let setups = [
    ConformanceSetup("known by its secret address", settings: MailDesk.settings, secrets: [:], signing: .none)
  ]

  func farSide(_: ConformanceSetup) -> any FarSide { MailDesk() }

  func signed(_ hook: Hook, _: ConformanceSetup, at _: Date) -> Hook { hook }
}
