import ConnectorKit
import DeskActions
import Storage
import StrictJSON
import Ticketing

extension Operations {
  /// The far side of a connection; asked by the hub that runs, with its bounds and what it has learnt.
  func testConnection(_ slug: String, _ id: String) async throws -> ControlAnswer {
    guard let trial else { throw OperationRefusal("No hub runs on this directory: start it, then ask again.") }
    let (connection, standIn) = try await connection(slug, id)
    do {
      let found = try await trial(connection.standIn, standIn)
      return .tested(.init(found, knowing: try ConnectionMapping(jsonBytes: connection.mapping)))
    } catch let failure as DeliveryFailure {
      return .tested(.init(failure))
    }
  }

  func replayConnection(_ slug: String, _ id: String) async throws -> ControlAnswer {
    let (connection, standIn) = try await connection(slug, id)
    let replayed = try await ReplayParked(connection, by: standIn.actor(in: connection.standIn)).perform(storage) {
      Moment(now: now(), seed: seed())
    }
    return .replayed(.init(applied: replayed.applied, left: replayed.left, sent: replayed.sent))
  }

  private func connection(_ slug: String, _ id: String) async throws -> (Connection, StandIn) {
    guard let tenant = try await directory.tenant(slug: slug) else {
      throw OperationRefusal("There is no tenant “\(slug)”.")
    }
    guard let id = ConnectionID(id), let known = try await storage.read(in: tenant.id, { try $0.connection(id) }),
      known.state != .founding, let standIn = try await storage.read(in: known.standIn, { try $0.standIn() }),
      standIn.owner == tenant.id
    else { throw OperationRefusal("The desk “\(slug)” has no connection \(id).") }
    return (known, standIn)
  }
}
