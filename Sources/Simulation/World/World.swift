import DeskActions
import Federation
import Foundation
import Relay
import Storage
import Ticketing

/// Some desks on some hubs, people who work, wires that lie, and a clock of its own. What happens follows from the scenario
/// alone.
final class World {
  let scenario: Scenario
  let loop = StepLoop()
  let clock = WorldClock()
  let blobs = SimulatedBlobs()
  let template: SQLiteTemplate?
  var heap = EventHeap<WorldEvent>()
  var hubs: [HubSite] = []
  var desks: [DeskSite] = []
  /// The place of each tenant in `desks`.
  var places: [TenantID: Int] = [:]
  /// The two desks of each partnership, the inviter first.
  var ends: [PartnershipID: (Int, Int)] = [:]
  var chronicle: Chronicle
  var wireChance: Chance
  let seeds: SeedStream
  /// `from * hubs + to` of the paths that are cut.
  var cuts: Set<Int> = []
  var doomed: Set<EventID> = []
  var poisoned: Set<EventID> = []
  /// Acknowledged on the way, and never brought.
  var swallowed: Set<EventID> = []
  var spared: Set<EventID> = []
  /// Pieces of conversation, or what followed on them, that people gave up.
  var dropped: Set<EventID> = []
  var mistakes: Mistakes
  /// The chance of partners that speak of what is not theirs.
  var trespassing: Chance
  /// Until when the first word over a partnership does not get through.
  var delayed: [EventID: Int] = [:]
  /// What bytes say, so that none are read twice.
  var readings: [[UInt8]: Envelope] = [:]
  /// Every message that was put on its way, by the desk that sends and its place in its lane.
  var sent: [Place: Envelope] = [:]
  /// How often hubs were put back.
  var returns = 0
  /// How often each was brought by a courier.
  var brought: [Place: Int] = [:]
  /// The desks that a handed-over ticket has come by, the first one first.
  var chains: [HandoffID: [Int]] = [:]
  var finished = FinishedWork()
  var phase = Phase.founding
  var isHealed: Bool { phase == .healed }
  var steps = 0
  var samples = 0
  /// Words count up, so that each is told from all others.
  var words = 0

  var now: Int { clock.milliseconds }

  /// Things go wrong only while people work.
  enum Phase {
    case founding
    case working
    case healed
  }

  /// Where a message stands: at a desk, in a lane, with a number.
  struct Place: Hashable {
    let desk: Int
    let lane: LaneID
    let epoch: Int
    let seq: Int
  }

  init(_ scenario: Scenario, template: SQLiteTemplate?, isTold: Bool) {
    self.scenario = scenario
    self.template = template
    chronicle = Chronicle(isTold: isTold)
    wireChance = Chance(seed: scenario.seed, stream: 3)
    seeds = SeedStream(Chance(seed: scenario.seed, stream: 4))
    mistakes = Mistakes(chance: Chance(seed: scenario.seed, stream: 20))
    trespassing = Chance(seed: scenario.seed, stream: 21)
  }

  /// Lives the scenario through, to its end or to the first breach.
  func live() -> Verdict {
    defer { end() }
    do {
      try found()
      planDeeds()
      try pass(while: { self.deedsLeft > 0 })
      try heal()
      try checkRest()
      noteEnd()
      return verdict(nil)
    } catch let breach as Breach {
      chronicle.tell(now, "✗ \(breach.checker.rawValue): \(breach.words)")
      return verdict(breach)
    } catch {
      return verdict(Breach(.stumble, "the world itself: \(error)"))
    }
  }

  var deedsLeft = 0

  /// Lets happen what is planned, as long as a condition holds.
  func pass(while goesOn: () -> Bool) throws {
    while goesOn(), let next = heap.take() {
      steps += 1
      guard steps < Bounds.steps else { throw Breach(.bounds, "\(steps) steps, and no end") }
      clock.move(to: next.time)
      try happen(next.event)
      try settle()
    }
  }

  private func happen(_ event: WorldEvent) throws {
    switch event {
    case .deed(let number):
      deedsLeft -= 1
      if !scenario.skipped.contains(number) { try perform(deed: number) }
    case .relay(let hub): try runRelay(hub)
    case .timers(let hub): try runTimers(hub)
    case .arrival(let transit): try arrive(transit)
    case .answer(let wire, let number, let result):
      wire.answer(number, result)
      loop.drain()
    case .restart(let hub): try restart(hub)
    case .clock(let hub, let jump, let skew, let drift): jumpClock(hub, jump, skew: skew, drift: drift)
    case .copy(let hub, let inMidst): try copy(hub, inMidst: inMidst)
    case .putBack(let hub): try putBack(hub)
    case .path(let from, let to, let isCut): setPath(from, to, isCut)
    case .mending(let desk): try mend(desk)
    }
  }

  /// After each step: what the couriers posted goes on its way, what died is buried.
  private func settle() throws {
    while true {
      var isQuiet = true
      for hub in hubs.indices {
        for strike in hubs[hub].fate.takeStrikes() {
          chronicle.strike(strike.kind, at: strike.stage, now, "hub \(hub)")
        }
        takeCopy(of: hub)
        if hubs[hub].isUp, hubs[hub].fate.isDead {
          try bury(hub)
          isQuiet = false
        }
        for wire in hubs[hub].wires {
          for parcel in wire.takePosted() {
            isQuiet = false
            try post(parcel, on: wire)
          }
        }
      }
      for work in finished.take() {
        isQuiet = false
        finish(work)
      }
      if isQuiet { return }
    }
  }

  func read(_ bytes: [UInt8]) throws -> Envelope {
    if let known = readings[bytes] { return known }
    let envelope = try Envelope(wireBytes: bytes)
    readings[bytes] = envelope
    return envelope
  }

  private func end() {
    for hub in hubs {
      for wire in hub.wires { wire.abandon() }
    }
    loop.drain()
    for hub in hubs {
      hub.store.close()
      hub.copy?.store.discard()
    }
  }

  private func verdict(_ breach: Breach?) -> Verdict {
    Verdict(
      scenario: scenario, breach: breach, hash: chronicle.hash, lines: chronicle.lines, faults: chronicle.faults,
      cells: chronicle.cells, checks: chronicle.checks, steps: steps)
  }
}

/// What no world may exceed.
enum Bounds {
  /// Events in one world.
  static let steps = 60_000
  /// How often couriers bring one message, but for once more each time that the hub ends: the tries of the policy, begun
  /// again by people, and repairs.
  static let brought = 150
  /// How often hubs are put back, each to any moment that it was copied at.
  static let returns = 2
  /// Messages of one lane that wait to leave.
  static let waiting = 400
  /// How often people look after what is stuck when faults are over, and the longest time from one look to the next.
  static let rounds = 12
  static let round = 86_400_000
  /// The longest that a lane waits for its next try, in milliseconds, and a bit.
  static let longestWait = 1_800_000
}
