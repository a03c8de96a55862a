import DeskActions
import Foundation
import ModelStorage
import Storage
import Ticketing

/// Level 1: what a hub in memory had committed.
struct ModelHubCopy: HubCopy {
  let state: ModelState
  let madeAt: Date
  let now: @Sendable () -> Date

  func opened() throws -> any HubStore { ModelHubStore(restoring: state, now: now) }

  func putBack(on loop: StepLoop, seed: UInt64) throws -> any HubStore {
    let store = ModelHubStore(restoring: state, now: now)
    let begin = now()
    try loop.run { [madeAt] in
      for (place, tenant) in try await store.directory.tenants().enumerated() {
        let moment = Moment(now: begin, seed: seed &+ UInt64(place))
        try await store.desks.write(in: tenant.id) { tx in
          var moment = moment
          try tx.beginAnew(after: madeAt, &moment)
        }
      }
    }.get()
    return store
  }

  func discard() {}
}
