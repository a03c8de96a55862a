import Storage
import Synchronization

/// The lanes whose workers have come back.
final class FinishedWork: Sendable {
  struct Work: Sendable {
    let hub: Int
    let node: Int
    let run: Int
    let key: LaneKey
    /// Nil where the courier ended in order.
    let failure: String?
  }

  private let works = Mutex<[Work]>([])

  func add(_ work: Work) { works.withLock { $0.append(work) } }

  func take() -> [Work] {
    works.withLock { works in
      defer { works = [] }
      return works
    }
  }
}
