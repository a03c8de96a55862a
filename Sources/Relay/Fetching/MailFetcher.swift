package import Foundation
package import IMAP
package import Logging
import ServiceLifecycle
package import Storage
import Synchronization
import Ticketing

/// Visits the mailboxes that desks have their mail fetched from, each at its time, and hands what is new to the intake.
package final class MailFetcher: Service {
  private let directory: any TenantDirectory
  private let storage: any DeskStorage
  private let visitor: MailboxVisitor
  private let every: TimeInterval
  private let now: @Sendable () -> Date
  private let logger: Logger
  /// Which are being visited by this process.
  private let visited = Mutex<Set<MailAccountKey>>([])

  /// Servers push nothing here: so often they are asked, in seconds.
  package static let usualRound: TimeInterval = 30
  private static let pause: TimeInterval = 1
  /// So many are visited at once; each keeps a thread while it is waited for.
  private static let most = 16

  /// - Parameter every: how long a mailbox is left alone after a visit, in seconds.
  package init(
    directory: any TenantDirectory, storage: any DeskStorage, intake: any MailIntake, lines: any IMAPLines,
    every: TimeInterval = MailFetcher.usualRound, now: @escaping @Sendable () -> Date, logger: Logger
  ) {
    self.directory = directory
    self.storage = storage
    visitor = MailboxVisitor(storage: storage, intake: intake, lines: lines, every: every, now: now, logger: logger)
    self.every = every
    self.now = now
    self.logger = logger
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      // One that hangs keeps no other one waiting: each is visited by a task of its own, as long as its lease holds.
      await withDiscardingTaskGroup { [self] group in
        while !Task.isCancelled {
          do {
            let free = Self.most - visited.withLock(\.count)
            for key in try await directory.dueMailAccounts(now: now(), limit: 2 * Self.most).prefix(max(0, free)) {
              group.addTask { [self] in await visit(key) }
            }
          } catch {
            if Task.isCancelled { return }
            logger.error("cannot look for mailboxes", metadata: ["error": "\(String(describing: error).prefix(300))"])
          }
          do { try await Task.sleep(for: .seconds(Self.pause)) } catch { return }
        }
      }
    }
  }

  /// Visits one mailbox, if it is due and nobody else does.
  package func visit(_ key: MailAccountKey) async {
    guard visited.withLock({ $0.insert(key).inserted }) else { return }
    defer { _ = visited.withLock { $0.remove(key) } }
    do { try await visitor.visit(key) } catch {
      if Task.isCancelled { return }
      logger.warning(
        "a mailbox cannot be visited",
        metadata: ["account": "\(key.account)", "error": "\(String(describing: error).prefix(300))"])
    }
  }
}
