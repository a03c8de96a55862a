import Foundation
import Glibc
import Logging
import PostgresEngine
import Relay
import SQLiteEngine
import Storage
import Ticketing
import Vault

/// Everything that stands on one place: its key file, its database, its attachments.
struct OpenHub: Sendable {
  let store: any HubStore
  let operations: Operations
  let comparer: Comparer
  let driftMeasures: DriftMeasures
  let logger: Logger
  let now: @Sendable () -> Date = { Date() }
  let seed: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }

  /// - Parameters:
  ///   - mayFound: whether a hub is made where there is none.
  ///   - sendsMail: whether there is a server to send mail through.
  ///   - mailDomain: below which each desk has an address; nil where it has none.
  /// - Throws: `StartFailure` or `KeyFileRefusal`.
  init(at place: HubPlace, level: Logger.Level, mayFound: Bool, sendsMail: Bool = false, mailDomain: String? = nil)
    async throws
  {
    // Nothing that the hub makes is for other users of the machine.
    umask(0o077)
    var logger = Logger(label: "baton") { JSONLogHandler(label: $0) }
    logger.logLevel = level
    self.logger = logger
    let data = place.data
    let directory = URL(filePath: data, directoryHint: .isDirectory)
    let keyFile = KeyFile(path: data + "/baton.keys")
    let isNew = try Self.isNew(place)
    guard mayFound || !isNew else { throw StartFailure.noHub(data: place.name) }
    try Self.makeDirectory(directory, data)
    // A database without its key file is not to be given a new one: nothing sealed in it would open again.
    let keys = try isNew ? keyFile.loadOrCreate() : keyFile.load()
    let stumbled = StumbleMark(data: data).take()
    if stumbled { logger.warning("the hub before this one fell over something of its own") }
    let sealer = VaultSealer(keys: keys)
    let backups: HubBackups
    if let database = place.database {
      do {
        let hub = try PostgresHub(
          at: database, sealer: sealer, logger: logger, sendsMail: sendsMail, mailDomain: mailDomain, stumbled: stumbled
        ) { [logger] in
          // As after kill -9: whoever was not answered says it again, and finds what is true of it in this history.
          logger.critical("a copy of the database has taken over: the hub begins anew with it")
          _exit(EX_TEMPFAIL)
        }
        (store, backups) = (hub, HubBackups(store: hub, keyFile: keyFile, now: now))
      } catch { throw StartFailure(ofDatabase: error) ?? error }
    } else {
      do {
        let hub = try SQLiteHub(
          at: directory, sealer: sealer, logger: logger, sendsMail: sendsMail, mailDomain: mailDomain,
          stumbled: stumbled)
        (store, backups) = (hub, HubBackups(store: hub, keyFile: keyFile, now: now))
      } catch { throw StartFailure(error, data: data) ?? error }
    }
    let driftMeasures = DriftMeasures()
    let comparer = Comparer(
      storage: store,
      correspondence: HubCarriage(storage: store, blobs: store.files, now: now, seed: seed), now: now, seed: seed,
      logger: logger, measures: driftMeasures)
    (self.comparer, self.driftMeasures) = (comparer, driftMeasures)
    operations = Operations(
      storage: store, directory: store, comparer: comparer, hasher: PasswordHasher(), now: now, seed: seed,
      backups: backups,
      intakeOf: { [store, now, seed] domain in
        HubMailIntake(
          storage: store, blobs: store.files, addresses: store, tenants: store, domain: domain, now: now, seed: seed)
      })
    do { try await openOneSeal() } catch StorageError.corrupt(let detail) {
      await close()
      let isDamaged = place.database == nil && (try? PageSums.examine(at: directory).isEmpty) == false
      throw isDamaged
        ? StartFailure.damaged(data: data, detail: detail) : StartFailure.otherKeys(data: data, detail: detail)
    }
  }

  /// Whether no hub is there yet.
  private static func isNew(_ place: HubPlace) throws -> Bool {
    let hasOwn = FileManager.default.fileExists(atPath: place.data + "/baton.sqlite")
    guard let database = place.database else { return !hasOwn }
    guard !hasOwn else { throw StartFailure.otherHub(data: place.data) }
    do { return try !PostgresHub.isFounded(at: database) } catch { throw StartFailure(ofDatabase: error) ?? error }
  }

  private static func makeDirectory(_ directory: URL, _ data: String) throws {
    do {
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch let error as CocoaError {
      let below = (error.underlying as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
      throw StartFailure.directory(data: data, reason: below ?? error.localizedDescription)
    }
  }

  /// Another hub's key file is better noticed now than at the first secret.
  private func openOneSeal() async throws {
    guard let tenant = try await store.tenants().first else { return }
    _ = try await store.read(in: tenant.id) { try $0.deskRecord() }
  }

  func close() async {
    do { try await store.close() } catch {
      logger.error("the storage did not close cleanly", metadata: ["error": "\(error)"])
    }
  }
}
