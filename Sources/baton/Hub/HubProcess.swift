import CurlEgress
import Foundation
import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import Mail
import NIOCore
import Relay
import SQLiteEngine
import ServiceLifecycle
import Storage
import Ticketing
import UnixSignals
import Web

/// The running hub: doors, relay and control socket over one storage.
struct HubProcess {
  private let place: HubPlace
  private let options: ServingOptions
  /// Nil where the hub sends no mail.
  private let mail: MailOutlet?

  /// How long requests that are under way may take once the hub is told to end.
  private static let patience: Duration = .seconds(1)

  init(at place: HubPlace, _ options: ServingOptions, mail: MailOutlet?) {
    self.place = place
    self.options = options
    self.mail = mail
  }

  /// Serves until SIGTERM or SIGINT.
  ///
  /// - Parameter prepare: runs before the hub says that it is ready.
  func run(_ prepare: (OpenHub) async throws -> Void) async throws {
    signal(SIGPIPE, SIG_IGN)
    FileLimit.raise()
    Heaps.bound()
    let metricsSecret = try options.metricsTokenFile.map(MetricsSecret.read)
    try ControlSocket(data: place.data).checkPath()
    let hub = try await OpenHub(
      at: place, level: options.level, mayFound: true, sendsMail: mail != nil, mailDomain: options.intake.domain)
    StumbleMark(data: place.data).watch()
    options.egress.tell(hub.logger)
    try await prepare(hub)
    let readiness = Readiness()
    guard let address = options.address else { return }
    let relayMeasures = RelayMeasures()
    let measures = HubMeasures(store: hub.store, relay: relayMeasures, drift: hub.driftMeasures, now: hub.now)
    let publicURL = options.publicURL ?? "http://\(options.listen)"
    let connections = HubConnections(
      hub, options.egress.options, carrier: mail.map { CurlCarrier($0.server) })
    let doors = HubMailDoors(
      hub, options.doors, intake: hub.operations.intakeOf(options.intake.domain), egress: connections.egress,
      publicURL: publicURL)
    let operating = OperatorNeeds(
      overview: StoreOverview(store: hub.store, now: hub.now, seed: hub.seed, sendsMail: mail != nil),
      sessions: OperatorSessions())
    var operations = hub.operations
    operations.mailDomain = options.intake.domain
    operations.links = OperatorLinks(sessions: operating.sessions, publicURL: publicURL)
    operations.trial = connections.doors.test
    let web = Web.Hub(
      storage: hub.store, blobs: hub.store.files, now: hub.now, seed: hub.seed, publicURL: publicURL,
      logger: hub.logger, readiness: readiness, pages: try pages(hub, operating), connections: connections.doors,
      mail: outlet(publicURL, hub).map {
        MailNeeds(sendProof: $0.sendProof, sendInvitation: $0.sendInvitation, sendTrial: $0.sendTrial)
      }
        ?? MailNeeds(),
      mailboxes: doors.test,
      metrics: MetricsDoor(secret: metricsSecret) { try await measures.families() + doors.families },
      rates: RequestRates(options.rates.limits), proxies: Set(options.rates.proxies))
    let application = Application(
      router: HubRouter.make(web),
      server: HTTPServerBuilder { LoopedHTTP(answering: $0, .init(idleTimeout: .seconds(75))) },
      configuration: .init(address: .hostname(address.host, port: address.port), serverName: nil),
      services: [
        relay(hub, connections, relayMeasures), connections.poller, connections.messenger,
        connections.filer(trusting: Set(options.intake.trusted)),
        try ControlServer(at: ControlSocket(data: place.data), operations, hub.logger),
      ] + doors.services + postman(hub, publicURL) + driftClock(hub),
      onServerRunning: { channel in
        readiness.set(true)
        let port = channel.localAddress?.port ?? address.port
        Self.say("baton: listening on http://\(address.host):\(port)")
      },
      logger: hub.quietLogger)
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: application), .init(service: LiveFeed(feed: hub.store.feed))],
      gracefulShutdownSignals: [], logger: hub.quietLogger)
    configuration.maximumGracefulShutdownDuration = Self.patience
    let drain = Drain(readiness: readiness, pause: .seconds(options.drain), logger: hub.logger)
    do { try await drain.run(ServiceGroup(configuration: configuration)) } catch is CancellationError {
      // Somebody's request did not end in time; what it had written is whole or absent.
    } catch {
      await hub.close()
      throw StartFailure(error, address: options.listen) ?? error
    }
    readiness.set(false)
    await connections.egress.close()
    await hub.close()
  }

  private func pages(_ hub: OpenHub, _ operating: OperatorNeeds) throws -> PageNeeds {
    PageNeeds(
      library: try PageLibrary(), hasher: hub.operations.hasher, feed: hub.store.feed,
      tenant: { [store = hub.store] in try await store.tenant(slug: $0) }, operating: operating)
  }

  private func relay(_ hub: OpenHub, _ connections: HubConnections, _ measures: RelayMeasures) -> Relay {
    let courier = Courier(
      queue: hub.store,
      carriage: HubCarriage(storage: hub.store, blobs: hub.store.files, now: hub.now, seed: hub.seed), now: hub.now,
      seed: hub.seed, logger: hub.logger, measures: measures)
    let clock = TimerClock(
      directory: hub.store, storage: hub.store, now: hub.now, seed: hub.seed, logger: hub.logger)
    return Relay(
      queue: hub.store, courier: courier, outside: connections.courier, clock: clock, now: hub.now, logger: hub.logger)
  }

  private func postman(_ hub: OpenHub, _ publicURL: String) -> [any Service] {
    guard let mail else {
      hub.logger.notice("no mail server is configured (--smtp-url): notices are seen on the page only")
      return []
    }
    return [
      Postman(
        queue: hub.store, storage: hub.store, blobs: hub.store.files, carrier: CurlCarrier(mail.server),
        sender: mail.sender, publicURL: publicURL, now: hub.now, seed: hub.seed, logger: hub.logger)
    ]
  }

  /// Nil where the hub sends no mail.
  private func outlet(_ publicURL: String, _ hub: OpenHub) -> HubLetters? {
    mail.map { HubLetters(outlet: $0, publicURL: publicURL, now: hub.now) }
  }

  private func driftClock(_ hub: OpenHub) -> [any Service] {
    guard options.compareEvery > 0 else { return [] }
    return [
      DriftClock(
        directory: hub.store, comparer: hub.comparer, every: TimeInterval(options.compareEvery), now: hub.now,
        seed: hub.seed, logger: hub.logger)
    ]
  }

  /// Straight to the descriptor: standard output is held back while it goes into a pipe.
  static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}

extension OpenHub {
  /// For the frameworks below, whose own chatter is no news.
  var quietLogger: Logger {
    var quiet = logger
    quiet.logLevel = max(.warning, logger.logLevel)
    return quiet
  }
}
