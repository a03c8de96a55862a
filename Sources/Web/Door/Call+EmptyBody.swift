import StrictJSON

extension Call {
  /// Takes nothing, or an object with nothing in it.
  func emptyBody() throws {
    try body { (_: inout JSONFields) throws(JSONProblems) in }
  }
}
