import Foundation
import ModelStorage
import Storage

/// Level 1: storage in memory.
struct ModelHubStore: HubStore {
  private let hub: ModelHub
  private let now: @Sendable () -> Date

  init(now: @escaping @Sendable () -> Date) {
    hub = ModelHub(now: now, sendsMail: false)
    self.now = now
  }

  init(restoring state: ModelState, now: @escaping @Sendable () -> Date) {
    hub = ModelHub(restoring: state, now: now, sendsMail: false)
    self.now = now
  }

  var desks: any DeskStorage { hub }
  var queue: any DeliveryQueue { hub }
  var directory: any TenantDirectory { hub }

  func reopened(tear: Int?) throws -> any HubStore { ModelHubStore(restoring: hub.snapshot(), now: now) }

  /// Its copies are of what is committed, whenever they are taken; in the midst of a write it is closed to others.
  var isCopiedInMidst: Bool { false }

  func copied() throws -> any HubCopy { ModelHubCopy(state: hub.snapshot(), madeAt: now(), now: now) }

  func close() { hub.close() }
}
