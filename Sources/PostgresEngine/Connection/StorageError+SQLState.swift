import Storage

/// The code of five characters by which PostgreSQL names what went wrong (its manual, appendix A).
struct SQLState: Sendable, Equatable {
  let code: String

  init(_ code: String) { self.code = code }

  static let uniqueViolation = SQLState("23505")
  static let insufficientPrivilege = SQLState("42501")

  /// Whether the whole transaction, run again, may well succeed: others were in its way, and are no more.
  var isConflict: Bool { code == "40001" || code == "40P01" }
}

extension StorageError {
  /// - Parameters:
  ///   - constraint: the rule's name, where one was broken.
  ///   - message: the server's first sentence; what follows it may hold what was to be written.
  init(_ state: SQLState, constraint: String?, message: String) {
    switch state.code {
    case "53100", "54000": self = .full
    case "40001", "40P01", "55P03", "57014": self = .busy
    case "XX001", "XX002": self = .corrupt(message)
    case let code where code.hasPrefix("23"): self = .constraint(constraint ?? message)
    case let code: self = .unavailable("\(message) (\(code))")
    }
  }
}
