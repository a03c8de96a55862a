import ConnectorKit
import CurlEgress
import Mail
import Relay
import ServiceLifecycle
import Storage
import Web

/// The bridges of the running hub: what speaks with external desks, and what its parts share.
struct HubConnections: Sendable {
  let catalogue: ConnectorCatalogue
  let egress: CurlEgress
  let errands: Errands
  private let connections: OutsideConnections
  private let hub: OpenHub

  /// - Parameter carrier: what sends mail; nil where the hub sends none.
  init(_ hub: OpenHub, _ options: EgressOptions, carrier: (any MailCarrier)?) {
    self.hub = hub
    catalogue = ConnectorCatalogue(Connectors.all)
    egress = CurlEgress(options, now: hub.now)
    connections = OutsideConnections(catalogue)
    let post = OutwardPost(
      storage: hub.store, blobs: hub.store.files, carrier: carrier, now: hub.now)
    errands = Errands(egress: egress, connections: connections, post: post, now: hub.now)
  }

  /// What the doors need of it.
  var doors: ConnectionNeeds {
    ConnectionNeeds(catalogue: catalogue, found: { [store = hub.store] in try await store.create($0) }) {
      [errands, connections] tenant, standIn in
      let connector = try connections.connector(of: standIn)
      return try await errands.run(for: tenant) { connector.test($0) }
    } leftAlone: { [connections, now = hub.now] tenant in
      await connections.leftAlone(tenant, at: now())
    }
  }

  var courier: OutsideCourier {
    OutsideCourier(
      queue: hub.store, storage: hub.store, blobs: hub.store.files, errands: errands, now: hub.now, seed: hub.seed,
      logger: hub.logger)
  }

  var messenger: Messenger {
    Messenger(queue: hub.store, egress: egress, now: hub.now, seed: hub.seed, logger: hub.logger)
  }

  /// - Parameter trusted: the names of the servers whose word about a sender is believed.
  func filer(trusting trusted: Set<String>) -> MailFiler {
    MailFiler(
      queue: hub.store, storage: hub.store, blobs: hub.store.files, trustedServers: trusted, connections: connections,
      now: hub.now, seed: hub.seed, logger: hub.logger)
  }

  var poller: Poller {
    Poller(
      directory: hub.store, storage: hub.store, errands: errands, now: hub.now, seed: hub.seed, logger: hub.logger)
  }
}
