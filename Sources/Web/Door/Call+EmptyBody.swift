import StrictJSON

extension Call {
  /// Takes nothing, or an object with nothing in it.
  func emptyBody() throws {
    try body { (_: inout JSONFields) throws(JSONProblems) in }
    try keyIsOne()
  }

  /// A key that is none is refused also where no answer is kept under it.
  func keyIsOne() throws {
    if let actor = try? actor { _ = try idempotencyKey(of: actor) }
  }
}
