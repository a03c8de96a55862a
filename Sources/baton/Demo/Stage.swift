import DeskActions
import Federation
import Foundation
import Relay
import Storage
import Ticketing

/// Where the demonstration's stories are played: by the real actions, at the times that the stories tell, with the relay's own
/// courier and clock beside them, which bring each message, and do what falls due, before the next scene.
struct Stage {
  let company: Company
  let store: any HubStore
  let clock: ToldClock
  let seed: @Sendable () -> UInt64
  private let courier: Courier
  private let timers: TimerClock
  var threads: [Thread: Played] = [:]

  /// One ticket of one story.
  struct Thread: Hashable {
    let story: Int
    let ticket: String

    func beside(_ ticket: String) -> Thread { Thread(story: story, ticket: ticket) }
  }

  struct Played {
    struct Leg {
      let id: HandoffID
      let from: DemoDeskName
      let to: DemoDeskName
    }

    var tickets: [DemoDeskName: TicketID] = [:]
    var legs: [Leg] = []
    var comments: [String: CommentID] = [:]
  }

  init(_ company: Company, on hub: OpenHub, clock: ToldClock) {
    self.company = company
    self.clock = clock
    store = hub.store
    seed = hub.seed
    courier = Courier(
      queue: hub.store,
      carriage: HubCarriage(storage: hub.store, blobs: hub.store.files, now: { clock.now }, seed: hub.seed),
      now: { clock.now }, seed: hub.seed, logger: hub.logger)
    timers = TimerClock(
      directory: hub.store, storage: hub.store, now: { clock.now }, seed: hub.seed, logger: hub.logger)
  }

  /// Plays all stories at once, as they happened beside one another, up to now.
  mutating func play(_ stories: [Story], until now: Date, _ progress: (Double) -> Void) async throws {
    try await bring()
    let scenes = Self.schedule(stories, until: now)
    for (index, cue) in scenes.enumerated() {
      try await pass(until: cue.time)
      do { try await perform(cue.scene, Thread(story: cue.story, ticket: cue.scene.ticket)) } catch {
        throw OperationRefusal("\(cue.scene.who.name) cannot do this (\(cue.scene.deed)): \(error)")
      }
      try await bring()
      progress(Double(index + 1) / Double(scenes.count))
    }
    try await pass(until: now)
  }

  private struct Cue {
    let time: Date
    let story: Int
    let scene: Scene
  }

  /// By time; what would come after now comes now.
  private static func schedule(_ stories: [Story], until now: Date) -> [Cue] {
    let cues = stories.enumerated().flatMap { number, story in
      var time = story.beginning.date(before: now)
      return story.scenes.map { scene in
        time = min(now, time.addingTimeInterval(scene.after.interval))
        return Cue(time: time, story: number, scene: scene)
      }
    }
    return cues.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  /// Lets the time go by, with all that falls due in it.
  private func pass(until time: Date) async throws {
    while let due = try await store.nextTimer(after: clock.now), due <= time {
      clock.move(to: due)
      try await timers.runDue()
      try await bring()
    }
    clock.move(to: time)
  }

  /// Brings every message that waits.
  func bring() async throws {
    while true {
      let lanes = try await store.readyLanes(now: clock.now, limit: 100)
      if lanes.isEmpty { return }
      for lane in lanes { try await courier.serve(lane) }
    }
  }
}
