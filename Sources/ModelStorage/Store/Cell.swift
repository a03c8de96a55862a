/// One value that a transaction may change; it can be taken back until it is kept.
struct Cell<Value: Sendable>: Sendable {
  private(set) var value: Value
  private var before: Value?

  init(_ value: Value) { self.value = value }

  var isChanged: Bool { before != nil }

  mutating func change<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    if before == nil { before = value }
    return try body(&value)
  }

  mutating func keep() {
    if before != nil { before = nil }
  }

  mutating func undo() {
    guard let before else { return }
    value = before
    self.before = nil
  }
}
