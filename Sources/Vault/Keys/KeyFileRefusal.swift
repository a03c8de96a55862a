import Glibc

/// Why the key file is not used. Its text is for the operator who starts the hub, and never holds a key.
package enum KeyFileRefusal: Error, Equatable, Sendable {
  case missing(path: String)
  /// It is a directory, a device or a pipe.
  case notAFile(path: String)
  /// The group or others may read or write it; `mode` has its permission bits.
  case openToOthers(path: String, mode: UInt32)
  /// It belongs neither to the user of this process nor to root.
  case ownedByAnother(path: String, user: UInt32)
  case tooLarge(path: String, limitInBytes: Int)
  /// The first line is not the one that this version writes.
  case unknownVersion(path: String)
  /// A line is no key, or a key that does not fit its id. Lines count from 1.
  case malformed(path: String, line: Int)
  case doubledKey(path: String, line: Int)
  case noKey(path: String)
  /// The system refused; `call` names what was tried, `code` is its errno.
  case system(path: String, call: String, code: Int32)
}

extension KeyFileRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing(let path): "there is no key file at \(path)"
    case .notAFile(let path): "\(path) is not a plain file"
    case .openToOthers(let path, let mode):
      "the key file \(path) has mode 0\(String(mode, radix: 8)): others may reach it; say chmod 600 \(path)"
    case .ownedByAnother(let path, let user): "the key file \(path) belongs to another user (\(user))"
    case .tooLarge(let path, let limit): "\(path) is larger than \(limit) bytes: it is not a key file"
    case .unknownVersion(let path):
      "\(path) does not begin with \"\(KeyRing.header)\": another version wrote it, or it is not a key file"
    case .malformed(let path, let line): "line \(line) of the key file \(path) is not a key as it was written"
    case .doubledKey(let path, let line): "line \(line) of the key file \(path) repeats a key"
    case .noKey(let path): "the key file \(path) has no key"
    case .system(let path, let call, let code): "\(call) failed on \(path): \(String(cString: strerror(code)))"
    }
  }
}
