package import Foundation
package import Storage
import Synchronization

/// A hub of an engine's, made fresh for one case of the contract.
package protocol StorageUnderTest: Sendable {
  var desks: any DeskStorage { get }
  var queue: any DeliveryQueue { get }
  var mails: any MailQueue { get }
  var webhooks: any WebhookQueue { get }
  var intake: any IntakeQueue { get }
  var addresses: any AddressDirectory { get }
  var tenants: any TenantDirectory { get }
  var blobs: any BlobStore { get }
  /// What the engine reads the time from.
  var clock: HandedClock { get }

  /// Closes the hub, and opens it again on what it kept.
  func reopened() async throws -> any StorageUnderTest
  func close() async throws
}

/// A clock that stands still until it is moved.
package final class HandedClock: Sendable {
  private let time: Mutex<Date>

  package init(at time: Date) { self.time = Mutex(time) }

  package var now: Date { time.withLock { $0 } }

  package func pass(seconds: Double) { time.withLock { $0 = $0.addingTimeInterval(seconds) } }
}
