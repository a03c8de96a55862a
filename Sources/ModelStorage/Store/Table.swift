import Storage
import Ticketing

/// Rows in the order of their keys. What a transaction changes is remembered until it is kept or undone, so that either
/// costs as much as was changed, however many rows there are.
///
/// Each row stands in a box of its own: when one comes in between, places move and no rows. A copy of the table is a
/// reference until one of the two is changed.
struct Table<Key: Comparable & Sendable, Row: Sendable>: Sendable {
  private var keys: [Key] = []
  private var boxes: [Box<Row>] = []
  /// What stood where before this transaction, in the order of its changes.
  private var journal: [(key: Key, before: Box<Row>?)] = []

  subscript(key key: Key) -> Row? {
    get {
      let place = place(of: key)
      return place < keys.count && keys[place] == key ? boxes[place].row : nil
    }
    set {
      let before = replace(key, by: newValue.map(Box.init))
      if before != nil || newValue != nil { journal.append((key, before)) }
    }
  }

  /// Every row, in order.
  var rows: Rows<Row> { Rows(boxes[...]) }

  /// The rows whose keys lie between two, these included.
  func rows(_ range: ClosedRange<Key>) -> Rows<Row> {
    let start = place(of: range.lowerBound)
    var end = place(of: range.upperBound)
    if end < keys.count, keys[end] == range.upperBound { end += 1 }
    return Rows(boxes[start..<max(start, end)])
  }

  /// Some rows with their keys, in order.
  func keyedRows(where isWanted: (Row) -> Bool) -> [(key: Key, row: Row)] {
    zip(keys, boxes).filter { isWanted($0.1.row) }.map { ($0.0, $0.1.row) }
  }

  var isChanged: Bool { !journal.isEmpty }

  /// Lets the changes stand.
  mutating func keep() {
    if !journal.isEmpty { journal.removeAll(keepingCapacity: true) }
  }

  /// Takes the changes back.
  mutating func undo() {
    while let change = journal.popLast() { replace(change.key, by: change.before) }
  }

  /// Where a key stands, or would stand.
  private func place(of key: Key) -> Int {
    // What is new has the greatest id nearly always.
    guard let last = keys.last, !(last < key) else { return keys.count }
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  @discardableResult
  private mutating func replace(_ key: Key, by box: Box<Row>?) -> Box<Row>? {
    let place = place(of: key)
    guard place < keys.count, keys[place] == key else {
      guard let box else { return nil }
      keys.insert(key, at: place)
      boxes.insert(box, at: place)
      return nil
    }
    let before = boxes[place]
    if let box {
      boxes[place] = box
    } else {
      keys.remove(at: place)
      boxes.remove(at: place)
    }
    return before
  }
}

extension Table {
  subscript<Entity>(id: ID<Entity>) -> Row? where Key == Rank<Entity> {
    get { self[key: Rank(id)] }
    set { self[key: Rank(id)] = newValue }
  }
}

/// A row that many copies of a table may hold.
final class Box<Row: Sendable>: Sendable {
  let row: Row
  init(_ row: Row) { self.row = row }
}
