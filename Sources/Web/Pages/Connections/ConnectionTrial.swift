import ConnectorKit
import DeskActions
import Foundation
import Storage
import StrictJSON

/// What a try of a connection's settings came to, in words.
struct ConnectionTrial: Sendable {
  let isGood: Bool
  let sentence: String
  /// Statuses that there are there, and the mapping does not know.
  let unknown: String?

  init(_ result: TestResult, _ linked: LinkedDesk, _ catalogue: Catalogue) {
    isGood = true
    sentence =
      result.account.map { catalogue.text("connections.try_as", ["account": $0]) } ?? catalogue["connections.try_good"]
    let mapping = linked.mapping
    let unknown = (result.statuses ?? []).filter { mapping?.status($0.id) == nil }.map(\.name)
    self.unknown =
      unknown.isEmpty ? nil : catalogue.text("connections.try_unknown", ["names": unknown.joined(separator: ", ")])
  }

  init(_ failure: DeliveryFailure, _ catalogue: Catalogue) {
    isGood = false
    sentence = failure.cause.words(in: catalogue)
    unknown = nil
  }

  /// Tries what is set up, at the external desk.
  static func run(_ linked: LinkedDesk, _ call: Call) async throws -> ConnectionTrial {
    guard let standIn = linked.standIn else { throw NotFound() }
    do {
      return ConnectionTrial(
        try await call.hub.connections.test(linked.connection.standIn, standIn), linked, try call.catalogue)
    } catch let failure as DeliveryFailure {
      return ConnectionTrial(failure, try call.catalogue)
    }
  }
}

extension LinkedDesk {
  /// The mapping in force.
  var mapping: ConnectionMapping? { try? ConnectionMapping(jsonBytes: connection.mapping) }
}
