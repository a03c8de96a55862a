import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON
import Testing

@Suite("The cases that try connectors")
struct FlawTests {
  @Test("let a connector pass that does what it should", arguments: Conformance.cases)
  func soundPasses(_ rule: ConformanceCase) async throws { try await rule.run(on: PaperSubject()) }

  @Test("find each flaw, by the case that is for it", arguments: Flaw.allCases)
  func flawIsFound(_ flaw: Flaw) async throws {
    let rule = try #require(Conformance.cases.first { $0.sentence.contains(flaw.foundBy) }, "no case is for it")
    await withKnownIssue { try await rule.run(on: PaperSubject(flaw)) }
  }

  @Test("find what a README says that is not so", arguments: READMELie.allCases)
  func lieIsFound(_ lie: READMELie) async throws {
    let rule = try #require(Conformance.cases.first { $0.sentence.hasPrefix(lie.foundBy) }, "no case is for it")
    let readme = FileManager.default.temporaryDirectory.appending(path: "paper-\(lie)-\(UUID().uuidString).md")
    defer { try? FileManager.default.removeItem(at: readme) }
    try lie.told(PaperSubject.text()).write(to: readme, atomically: true, encoding: .utf8)
    await withKnownIssue { try await rule.run(on: PaperSubject(readme: readme)) }
  }
}

/// What a README may say that is not so.
enum READMELie: CaseIterable {
  case settingLeftOut, statusMeansSomethingElse, demandLeftOut, editsAreCarried

  var foundBy: String {
    switch self {
    case .settingLeftOut: "its README names each setting"
    case .statusMeansSomethingElse, .demandLeftOut: "its README names each status"
    case .editsAreCarried: "its README says what is carried"
    }
  }

  func told(_ truth: String) -> String {
    switch self {
    case .settingLeftOut: truth.replacingOccurrences(of: "| secret `token` |", with: "| secret `key` |")
    case .statusMeansSomethingElse: truth.replacingOccurrences(of: "`onHold`", with: "`waitingForPartner`")
    case .demandLeftOut: truth.replacingOccurrences(of: "`reason`", with: "")
    case .editsAreCarried: truth.replacingOccurrences(of: "an edit | not carried", with: "an edit | a correction")
    }
  }
}

struct PaperSubject: ConformanceSubject {
  static let token = "a token of paper"
  static let hookSecret = "a secret of paper"

  let connector: any Connector.Type = PaperConnector.self
  let setups: [ConformanceSetup]
  let readme: URL

  init(_ flaw: Flaw? = nil, readme: URL? = nil) {
    var settings: JSONObject = ["url": "https://paper.example"]
    if let flaw { settings.append("flaw", .string(flaw.rawValue)) }
    setups = [
      ConformanceSetup(
        "on paper", settings: settings, secrets: ["token": Self.token, "hook_secret": Self.hookSecret],
        signing: .timedHash(header: "X-Paper-Signature", time: "X-Paper-Time"))
    ]
    self.readme = readme ?? Self.place
  }

  private static let place = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Paper/README.md")

  static func text() throws -> String { try String(contentsOf: place, encoding: .utf8) }

  func farSide(_: ConformanceSetup) -> any FarSide { PaperDouble() }

  func signed(_ hook: Hook, _: ConformanceSetup, at now: Date) -> Hook {
    let time = RFC3339.text(now)
    let signature = SignatureScheme(.sha256, .hex).signature(
      of: [Array(time.utf8), hook.body], by: SharedSecret(Self.hookSecret))
    return Hook(headers: hook.headers + [("x-paper-signature", signature), ("x-paper-time", time)], body: hook.body)
  }
}
