/// What is going to happen, by time; of two at the same time the one that was planned first.
struct EventHeap<Event> {
  private struct Entry {
    let time: Int
    let order: Int
    let event: Event

    func precedes(_ other: Entry) -> Bool { (time, order) < (other.time, other.order) }
  }

  private var entries: [Entry] = []
  private var planned = 0

  var isEmpty: Bool { entries.isEmpty }
  var nextTime: Int? { entries.first?.time }

  mutating func plan(_ event: Event, at time: Int) {
    planned += 1
    entries.append(Entry(time: time, order: planned, event: event))
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].precedes(entries[parent]) else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  mutating func take() -> (time: Int, event: Event)? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      sink()
    }
    return (first.time, first.event)
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < entries.count && entries[child].precedes(entries[least]) {
        least = child
      }
      guard least != parent else { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
