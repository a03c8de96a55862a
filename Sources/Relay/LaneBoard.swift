package import Storage
import Ticketing

/// The lanes that wait for a worker: each once, those of every tenant in turn, so that a busy tenant keeps nobody waiting.
package actor LaneBoard {
  private var turns: [TenantID] = []
  private var waiting: [TenantID: [LaneKey]] = [:]
  private var known: Set<LaneKey> = []
  private var working: Set<LaneKey> = []
  /// Woken while a worker was on it: it goes round once more.
  private var again: Set<LaneKey> = []
  private var idle: [CheckedContinuation<LaneKey?, Never>] = []
  private var isClosed = false

  package init() {}

  package func add(_ key: LaneKey) {
    guard !isClosed, !known.contains(key) else { return }
    if working.contains(key) {
      again.insert(key)
      return
    }
    if let worker = idle.popLast() {
      working.insert(key)
      worker.resume(returning: key)
      return
    }
    known.insert(key)
    if waiting[key.tenant, default: []].isEmpty { turns.append(key.tenant) }
    waiting[key.tenant, default: []].append(key)
  }

  /// The next lane to work on; nil once the board is closed.
  package func next() async -> LaneKey? {
    if isClosed { return nil }
    if let key = take() { return key }
    return await withCheckedContinuation { idle.append($0) }
  }

  package func finish(_ key: LaneKey) {
    working.remove(key)
    if again.remove(key) != nil { add(key) }
  }

  package func close() {
    isClosed = true
    for worker in idle { worker.resume(returning: nil) }
    idle = []
  }

  private func take() -> LaneKey? {
    guard let tenant = turns.first, let key = waiting[tenant]?.first else { return nil }
    turns.removeFirst()
    waiting[tenant]?.removeFirst()
    if waiting[tenant]?.isEmpty ?? true { waiting[tenant] = nil } else { turns.append(tenant) }
    known.remove(key)
    working.insert(key)
    return key
  }
}
