import Storage
import Synchronization

/// The process of a hub is dead: whoever called into it gets no answer.
struct Crashed: Error {}

/// The receiving desk stumbled over a message.
struct Stumbled: Error {}

/// Decides what goes wrong with one hub's storage, call by call, and tells what did. A hub that crashed gets a new one.
final class Fate: Sendable {
  /// What a write is for.
  enum Work: Sendable {
    case person
    case reception
    case clock
  }

  struct Strike: Sendable {
    let kind: FaultKind
    let stage: Stage
  }

  fileprivate struct State {
    var chance: Chance
    var crashes: Double
    var busy: Double
    var isDead = false
    var work = Work.person
    var stumbles = false
    var strikes: [Strike] = []
    /// Whether the last write was kept, whatever its caller was told.
    var isKept = false
    var commits = 0
    /// Whether the storage is to be copied in the midst of the next write.
    var copiesNext = false
    var copy: (any HubCopy)?
  }

  private let state: Mutex<State>

  init(_ chance: Chance, crashes: Double, busy: Double) {
    state = Mutex(State(chance: chance, crashes: crashes, busy: busy))
  }

  var isDead: Bool { state.withLock { $0.isDead } }
  /// Whether the last write was kept, whatever its caller was told.
  var hasKept: Bool { state.withLock { $0.isKept } }
  /// How often something was kept.
  var commits: Int { state.withLock { $0.commits } }

  /// Faults are over.
  func relent() {
    state.withLock {
      $0.crashes = 0
      $0.busy = 0
      $0.copiesNext = false
    }
  }

  /// The next write that comes to its end finds the storage being copied.
  func copyNext() { state.withLock { $0.copiesNext = true } }

  var isToCopy: Bool { state.withLock { $0.copiesNext } }

  func note(_ copy: any HubCopy) {
    state.withLock { state in
      state.copiesNext = false
      state.copy = copy
      state.strikes.append(Strike(kind: .copiedInMidst, stage: .written))
    }
  }

  func takeCopy() -> (any HubCopy)? {
    state.withLock { state in
      defer { state.copy = nil }
      return state.copy
    }
  }

  /// What the next write is for, and whether its body is going to stumble.
  func expect(_ work: Work, stumbles: Bool = false) {
    state.withLock {
      $0.work = work
      $0.stumbles = stumbles
      $0.isKept = false
    }
  }

  func takeStrikes() -> [Strike] {
    state.withLock { state in
      defer { state.strikes = [] }
      return state.strikes
    }
  }

  func die(at stage: Stage) {
    state.withLock {
      $0.isDead = true
      $0.strikes.append(Strike(kind: .crash, stage: stage))
    }
  }

  /// Before a call: it may find the storage busy, or the process may die.
  func enter(_ stages: [Stage]) throws {
    try state.withLock { state in
      guard !state.isDead else { throw Crashed() }
      if state.chance.happens(state.busy) {
        state.strikes.append(Strike(kind: .busy, stage: state.mark(for: stages)))
        throw StorageError.busy
      }
      try state.mayDie(at: stages[0])
    }
  }

  /// Inside a body, when its work is done and not kept yet.
  func beforeCommit() throws {
    try state.withLock { state in
      if state.stumbles {
        state.strikes.append(Strike(kind: .poison, stage: .received))
        throw Stumbled()
      }
      try state.mayDie(at: state.work == .reception ? .received : .written)
    }
  }

  func noteKept() {
    state.withLock {
      $0.isKept = true
      $0.commits += 1
    }
  }

  /// After a commit, before its caller hears of it.
  func afterCommit(_ stage: Stage?) throws {
    try state.withLock { state in
      try state.mayDie(at: stage ?? (state.work == .reception ? .acknowledged : .committed))
    }
  }

  /// The stages at which a write of the present kind begins.
  var writeStages: [Stage] {
    state.withLock { state in
      switch state.work {
      case .person: [state.chance.happens(0.5) ? .accepted : .begun]
      case .reception: [.received]
      case .clock: [.begun]
      }
    }
  }
}

extension Fate.State {
  fileprivate mutating func mayDie(at stage: Stage) throws {
    guard chance.happens(crashes) else { return }
    isDead = true
    strikes.append(Fate.Strike(kind: .crash, stage: stage))
    throw Crashed()
  }

  fileprivate func mark(for stages: [Stage]) -> Stage { stages[0] == .accepted ? .begun : stages[0] }
}
