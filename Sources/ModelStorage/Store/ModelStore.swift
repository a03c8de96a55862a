import Storage
import Synchronization
import Ticketing

/// What the hubs of one store share: the state, behind a lock that is held for the length of one body.
final class ModelStore: Sendable {
  private struct Kept: Sendable {
    var state: ModelState
    var commits = 0
  }

  private let kept: Mutex<Kept>
  /// How often each desk's tokens or agents were written since this store was made.
  private let accessVersions = Mutex<[TenantID: UInt64]>([:])
  /// How often anything of each desk was.
  private let versions = Mutex<[TenantID: UInt64]>([:])

  init(_ state: ModelState) { kept = Mutex(Kept(state: state)) }

  var state: ModelState { kept.withLock { $0.state } }

  /// Reads or changes what is not a desk's own; such a change is whole by itself.
  func look<Value: Sendable>(_ body: (inout ModelState) throws -> Value) rethrows -> Value {
    try kept.withLock { try body(&$0.state) }
  }

  func read<Value: Sendable>(
    in tenant: TenantID, _ environment: ModelEnvironment, _ body: (ModelReader) throws -> Value
  ) throws -> Value {
    try kept.withLock { kept in
      let reader = ModelReader(tenant: tenant, environment: environment)
      guard let place = kept.state.place(of: tenant) else { return try body(reader) }
      kept.state.exchange(&reader.tables, at: place)
      defer { kept.state.exchange(&reader.tables, at: place) }
      return try body(reader)
    }
  }

  /// Runs a body, asks the hook, and lets the changes stand, or takes them back where either throws.
  func commit<Value: Sendable>(
    in tenant: TenantID, _ environment: ModelEnvironment, before: (Commit) throws -> Void,
    _ body: (ModelTransaction) throws -> Value
  ) throws -> (value: Value, commit: Commit, effects: WriteEffects) {
    try kept.withLock { kept in
      let transaction = ModelTransaction(tenant: tenant, environment: environment)
      let place = kept.state.place(of: tenant)
      if let place { kept.state.exchange(&transaction.tables, at: place) }
      defer { if let place { kept.state.exchange(&transaction.tables, at: place) } }
      do {
        let value = try body(transaction)
        let isChange = transaction.tables.isChanged
        if place == nil, isChange { throw StorageError.constraint("tenants") }
        kept.commits += 1
        let commit = Commit(number: kept.commits, tenant: tenant, isChange: isChange)
        try before(commit)
        transaction.tables.keep()
        if isChange { versions.withLock { $0[tenant, default: 0] += 1 } }
        if transaction.effects.changes.contains(.access) { raiseAccess(of: tenant) }
        return (value, commit, transaction.effects)
      } catch {
        transaction.tables.undo()
        throw error
      }
    }
  }

  func version(of tenant: TenantID) -> UInt64 { versions.withLock { $0[tenant, default: 0] } }
  func accessVersion(of tenant: TenantID) -> UInt64 { accessVersions.withLock { $0[tenant, default: 0] } }

  private func raiseAccess(of tenant: TenantID) { accessVersions.withLock { $0[tenant, default: 0] += 1 } }
}
