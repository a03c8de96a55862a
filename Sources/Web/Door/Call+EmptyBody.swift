import StrictJSON

extension Call {
  /// Takes nothing, or an object with nothing in it.
  func emptyBody() throws {
    try body { (_: inout JSONFields) throws(JSONProblems) in }
    // A key that is none is refused also where no answer is kept under it.
    if let actor = try? actor { _ = try idempotencyKey(of: actor) }
  }
}
