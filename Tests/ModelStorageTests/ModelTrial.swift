import Federation
import Foundation
import ModelStorage
import Storage
import StorageContract
import Ticketing

/// A hub in memory. To open it again is to begin anew with what it had committed.
struct ModelTrial: StorageUnderTest {
  let hub: ModelHub
  let clock: HandedClock

  var desks: any DeskStorage { hub }
  var queue: any DeliveryQueue { hub }
  var mails: any MailQueue { hub }
  var webhooks: any WebhookQueue { hub }
  var intake: any IntakeQueue { hub }
  var addresses: any AddressDirectory { hub }
  var tenants: any TenantDirectory { hub }
  var blobs: any BlobStore { hub.blobs }

  init(
    restoring state: ModelState = ModelState(),
    clock: HandedClock = HandedClock(at: Date(timeIntervalSince1970: 1_790_000_000.25)),
    hooks: CommitHooks = CommitHooks()
  ) {
    self.clock = clock
    hub = ModelHub(restoring: state, now: { clock.now }, hooks: hooks)
  }

  func reopened() async throws -> any StorageUnderTest {
    hub.close()
    return ModelTrial(restoring: hub.snapshot(), clock: clock)
  }

  func close() async throws { hub.close() }
}
