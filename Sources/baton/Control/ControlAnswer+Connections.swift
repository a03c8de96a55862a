import ConnectorKit
import Foundation
import StrictJSON
import Ticketing
import Web

extension ControlAnswer {
  /// What a far side answered to a test call.
  struct Trial: Codable, Sendable {
    let ok: Bool
    /// Who the far side takes the hub for, where it says so.
    let account: String?
    /// Statuses that there are there, and the mapping does not know.
    let unknown: [String]
    /// Why it failed, as a sentence.
    let detail: String?
  }

  /// What became of what was parked.
  struct Replay: Codable, Sendable {
    /// Things that were said there: applied now, and still parked or waiting.
    var applied = 0
    var left = 0
    /// Messages to there that are on their way again.
    var sent = 0
  }
}

extension ControlAnswer.Trial {
  init(_ found: TestResult, knowing mapping: ConnectionMapping) {
    ok = true
    account = found.account
    unknown = (found.statuses ?? []).filter { mapping.status($0.id) == nil }.map(\.name)
    detail = nil
  }

  init(_ failure: DeliveryFailure) {
    ok = false
    account = nil
    unknown = []
    detail = (try? Catalogue(installed: .english)).map { failure.cause.words(in: $0) } ?? failure.description
  }

  var json: JSONValue {
    [
      "ok": .bool(ok), "account": JSONValue(account), "unknown": .array(unknown.map { .string($0) }),
      "detail": JSONValue(detail),
    ]
  }

  func printWords() throws {
    let words = try Catalogue(installed: .english)
    if let detail { return print(detail) }
    print(account.map { words.text("connections.try_as", ["account": $0]) } ?? words["connections.try_good"])
    if !unknown.isEmpty {
      print("There are statuses there that the mapping does not know: \(unknown.joined(separator: ", ")).")
    }
  }
}

extension ControlAnswer.Replay {
  func printWords() {
    print("baton: \(applied) things that came from there applied, \(left) left, \(sent) messages sent again")
  }
}
