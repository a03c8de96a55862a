import Glibc
import LMTP
import NIOCore
import Storage

/// Why the hub cannot start, or a command cannot be done, in words for the operator.
enum StartFailure: Error, CustomStringConvertible {
  case noHub(data: String)
  case directory(data: String, reason: String)
  case inUse(data: String)
  /// The directory that was named beside a database holds a database itself.
  case otherHub(data: String)
  case database(reason: String)
  case damaged(data: String, detail: String)
  /// The keys open nothing that is sealed in the database.
  case otherKeys(data: String, detail: String)
  case cannotListen(address: String, reason: String)
  case metricsSecret(path: String, reason: String)

  var description: String {
    switch self {
    case .noHub(let data): "there is no hub in \(data); “baton serve” and “baton tenant create” make one"
    case .directory(let data, let reason): "\(data) cannot be the data directory: \(reason)"
    case .inUse(let data): "another process uses \(data): end it first, or take another --data"
    case .otherHub(let data): "\(data) holds a hub of its own: take another --data beside --database"
    case .database(let reason): "the database cannot be used: \(reason)"
    case .damaged(let data, let detail): "the database in \(data) cannot be used: \(detail); “baton doctor” says more"
    case .otherKeys(let data, let detail):
      "\(data)/baton.keys is not the key file of this database: \(detail); put the right one back"
    case .cannotListen(let address, let reason): "cannot listen on \(address): \(reason)"
    case .metricsSecret(let path, let reason): "\(path) cannot be the token of /metrics: \(reason)"
    }
  }
}

extension StartFailure {
  /// What the storage said when it was opened; nil where it is something else.
  init?(_ error: any Error, data: String) {
    switch error {
    case StorageError.unavailable: self = .inUse(data: data)
    case StorageError.corrupt(let detail), StorageError.constraint(let detail):
      self = .damaged(data: data, detail: detail)
    case StorageError.full: self = .directory(data: data, reason: "no space is left on its disk")
    case StorageError.busy: self = .directory(data: data, reason: "its database is busy; try again")
    default: return nil
    }
  }

  /// What a server said when it was asked for its database; nil where it is something else.
  init?(ofDatabase error: any Error) {
    switch error as? StorageError {
    case .unavailable(let reason)?, .constraint(let reason)?, .corrupt(let reason)?: self = .database(reason: reason)
    case .full?: self = .database(reason: "no space is left on its disk")
    case .busy?: self = .database(reason: "it is busy; try again")
    case nil: return nil
    }
  }

  /// What the network said to the address; nil where it is something else.
  init?(_ error: any Error, address: String) {
    switch error {
    case let error as LMTPBindFailure:
      self = .cannotListen(address: "\(error.address)", reason: error.reason)
    case let error as IOError:
      self = .cannotListen(address: address, reason: String(cString: strerror(error.errnoCode)))
    case is SocketAddressError.UnknownHost:
      self = .cannotListen(address: address, reason: "no such host")
    default: return nil
    }
  }
}
