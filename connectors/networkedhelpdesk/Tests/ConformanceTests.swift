import ConnectorConformance
import ConnectorKit
import Foundation
import NetworkedHelpDesk
import StrictJSON
import Testing

@Suite("The Networked Help Desk keeps what every connector must")
struct ConformanceTests {
  @Test(arguments: Conformance.cases)
  func holds(_ rule: ConformanceCase) async throws { try await rule.run(on: SharingSubject()) }
}

struct SharingSubject: ConformanceSubject {
  let connector: any Connector.Type = NetworkedHelpDeskConnector.self
  let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "README.md")

  static let uuid = "0123456789abcdef0123456789abcdef01234567"
  static let key = "89abcdef0123456789abcdef0123456789abcdef"
  static let address = "https://hub.example/hooks/key"

  static let secrets = [
    "sharing_url": address, "~invitation": learnt["invitation"] ?? "", "~agreement": learnt["agreement"] ?? "",
  ]

  /// The same, as the connection keeps it.
  static let learnt = [
    "invitation": "accepted",
    "agreement": #"{"uuid":"\#(uuid)","access_key":"\#(key)","name":"Their desk","status":"accepted"}"#,
  ]

  static let sharing = ConformanceSetup(
    "agreed in both directions", settings: ["url": "https://sharing.example/sharing", "invites": true],
    secrets: secrets, signing: .secret(header: "X-Ticket-Sharing-Token"))

  let setups = [sharing]

  func farSide(_: ConformanceSetup) -> any FarSide { Self.double() }

  /// What the hub calls its own agreement follows from its address, and is read from an invitation.
  static func double() -> SharingDouble { SharingDouble(tokens: ["\(uuid):\(key)", ourToken]) }

  static let ourToken: String = {
    var secrets = Self.secrets
    secrets["~invitation"] = nil
    secrets["~agreement"] = nil
    guard
      let connector = try? ConnectorCatalogue([NetworkedHelpDeskConnector.self]).connector(
        "networkedhelpdesk", settings: JSONWriter.bytes(of: .object(sharing.settings)), secrets: secrets),
      case .ask(let request) = connector.poll(since: nil, at: Date(timeIntervalSince1970: 0), Exchange())
    else { return "" }
    return request.headers.first { $0.name == "X-Ticket-Sharing-Token" }?.value ?? ""
  }()

  func signed(_ hook: Hook, _: ConformanceSetup, at _: Date) -> Hook {
    let token = hook.path.hasSuffix("ba70ba70") ? Self.ourToken : "\(Self.uuid):\(Self.key)"
    return Hook(
      method: hook.method, headers: hook.headers + [("x-ticket-sharing-token", token)], path: hook.path, body: hook.body
    )
  }
}
