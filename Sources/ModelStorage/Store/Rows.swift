/// Some rows of a table, in order. A row is looked at where it lies, and copied only into what is returned.
struct Rows<Row: Sendable> {
  private let boxes: ArraySlice<Box<Row>>

  init(_ boxes: ArraySlice<Box<Row>>) { self.boxes = boxes }

  var first: Row? { boxes.first?.row }
  var last: Row? { boxes.last?.row }
  var count: Int { boxes.count }
  var isEmpty: Bool { boxes.isEmpty }

  func first(where isWanted: (Row) throws -> Bool) rethrows -> Row? {
    for box in boxes where try isWanted(box.row) { return box.row }
    return nil
  }

  func contains(where isWanted: (Row) throws -> Bool) rethrows -> Bool {
    for box in boxes where try isWanted(box.row) { return true }
    return false
  }

  func count(where isWanted: (Row) throws -> Bool) rethrows -> Int {
    var count = 0
    for box in boxes where try isWanted(box.row) { count += 1 }
    return count
  }

  func filter(_ isWanted: (Row) throws -> Bool) rethrows -> [Row] {
    var wanted: [Row] = []
    for box in boxes where try isWanted(box.row) { wanted.append(box.row) }
    return wanted
  }

  func map<Value>(_ transform: (Row) throws -> Value) rethrows -> [Value] { try boxes.map { try transform($0.row) } }

  func compactMap<Value>(_ transform: (Row) throws -> Value?) rethrows -> [Value] {
    try boxes.compactMap { try transform($0.row) }
  }

  func forEach(_ body: (Row) throws -> Void) rethrows { for box in boxes { try body(box.row) } }

  func prefix(_ limit: Int) -> [Row] { boxes.prefix(max(limit, 0)).map(\.row) }

  /// The last ones, the last first.
  func last(_ limit: Int) -> [Row] { boxes.suffix(max(limit, 0)).reversed().map(\.row) }
}
