import ConnectorConformance
import ConnectorKit
import Foundation
import RequestTracker
import StrictJSON
import Testing

@Suite("Request Tracker keeps what every connector must")
struct ConformanceTests {
  @Test(arguments: Conformance.cases)
  func holds(_ rule: ConformanceCase) async throws { try await rule.run(on: RequestTrackerSubject()) }
}

struct RequestTrackerSubject: ConformanceSubject {
  let connector: any Connector.Type = RequestTrackerConnector.self
  let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "README.md")

  let setups = [
    ConformanceSetup(
      "asked by its token", settings: ["url": "https://rt.example", "queue": "Cooling", "user": "baton"],
      secrets: ["token": "1-14-aca8a8d1f9"], signing: .none)
  ]

  func farSide(_: ConformanceSetup) -> any FarSide { RequestTrackerDouble() }

  func signed(_ hook: Hook, _: ConformanceSetup, at _: Date) -> Hook { hook }
}
