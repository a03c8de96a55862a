/// Why a hub is not brought into a database; its text is for the operator.
package enum ArrivalFailure: Error, Equatable, CustomStringConvertible {
  /// Desks are there that no unfinished copy has brought.
  case notEmpty
  /// The copy that was begun there is another hub's, or of another moment of the same one.
  case otherCopy
  /// A node serves the database.
  case inUse
  /// What arrived is not what was sent.
  case differs([String])

  package var description: String {
    switch self {
    case .notEmpty: "the database holds a hub already; nothing is overwritten"
    case .otherCopy:
      "the database holds the beginning of another copy, or the hub has changed since that was begun: make the database "
        + "anew (dropdb, createdb), and say it again"
    case .inUse: "a node serves the database: end it first"
    case .differs(let findings):
      "what arrived is not what was sent; the hub has changed since the copy was begun, or something else writes the "
        + "database (\(findings.prefix(5).joined(separator: "; "))): make the database anew, and say it again"
    }
  }
}
