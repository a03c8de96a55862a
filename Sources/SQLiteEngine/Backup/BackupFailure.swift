import Foundation

/// Why a backup is not made, or not restored; its text is for the operator.
package enum BackupFailure: Error, Equatable, CustomStringConvertible {
  /// Something stands where the new directory is to be.
  case exists(path: String)
  /// What stands at the name of the half-made directory was not left there by an earlier try.
  case inTheWay(path: String)
  case beingMade(path: String)
  case cannotWrite(path: String, reason: String)
  case noBackup(path: String)
  /// Made by a later Baton.
  case tooNew(path: String)
  case damaged([String])
  case stopped

  package var description: String {
    switch self {
    case .exists(let path): "\(path) is there already; nothing is overwritten"
    case .inTheWay(let path): "\(path) is in the way: move it, or take another name"
    case .beingMade(let path): "\(path) is being made by another process, or this hub is making another backup"
    case .cannotWrite(let path, let reason): "\(path) cannot be written: \(reason)"
    case .noBackup(let path): "there is no backup at \(path)"
    case .tooNew(let path): "\(path) was made by a later Baton: restore it with that one"
    case .damaged(let findings): "damage was found: " + findings.prefix(10).joined(separator: "; ")
    case .stopped: "it was stopped before its end; nothing of it is left"
    }
  }
}
