import Foundation
import Logging
import Relay
import Storage
import Ticketing

/// One process that works on a hub's storage: the relay's own courier and clock, driven by the world.
struct Node {
  let hub: Int
  let index: Int
  let clock: NodeClock
  let courier: Courier
  let timers: TimerClock
  /// What it is at: the board keeps a second worker from the same lane.
  var working: [LaneKey] = []

  init(
    hub: Int, index: Int, clock: NodeClock, store: FrailStore, wire: Wire, seeds: SeedStream
  ) {
    self.hub = hub
    self.index = index
    self.clock = clock
    let quiet = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
    courier = Courier(
      queue: store, carriage: wire, now: { clock.now }, seed: { seeds.next }, logger: quiet)
    timers = TimerClock(
      directory: store, storage: store, now: { clock.now }, seed: { seeds.next }, logger: quiet)
  }
}
