import Storage
import Synchronization
import Ticketing

/// The files of all desks of a world. Only whether their bytes are there counts.
final class SimulatedBlobs: Sendable {
  fileprivate struct Place: Hashable {
    let tenant: TenantID
    let hash: ContentHash
  }

  private struct State {
    var present: Set<Place> = []
    var gone: Set<Place> = []
  }

  private let state = Mutex(State())

  func keep(_ hash: ContentHash, in tenant: TenantID) {
    _ = state.withLock { $0.present.insert(Place(tenant: tenant, hash: hash)) }
  }

  /// The bytes are gone, until they are found again.
  func lose(_ hash: ContentHash, in tenant: TenantID) {
    state.withLock { state in
      let place = Place(tenant: tenant, hash: hash)
      if state.present.remove(place) != nil { state.gone.insert(place) }
    }
  }

  func findAll() {
    state.withLock { state in
      state.present.formUnion(state.gone)
      state.gone = []
    }
  }

  /// The files that some desks have, and those that they will find again.
  struct Kept: Sendable {
    fileprivate let present: Set<Place>
    fileprivate let gone: Set<Place>
  }

  func kept(of tenants: Set<TenantID>) -> Kept {
    state.withLock { state in
      Kept(
        present: state.present.filter { tenants.contains($0.tenant) },
        gone: state.gone.filter { tenants.contains($0.tenant) })
    }
  }

  /// What came to some desks since is gone for good.
  func putBack(_ kept: Kept, of tenants: Set<TenantID>) {
    state.withLock { state in
      state.present = state.present.filter { !tenants.contains($0.tenant) }.union(kept.present)
      state.gone = state.gone.filter { !tenants.contains($0.tenant) }.union(kept.gone)
    }
  }

  func has(_ hash: ContentHash, in tenant: TenantID) -> Bool {
    state.withLock { $0.present.contains(Place(tenant: tenant, hash: hash)) }
  }
}

extension SimulatedBlobs: BlobStore {
  func contains(_ hash: ContentHash, in tenant: TenantID) async throws -> Bool { has(hash, in: tenant) }

  func adopt(_ hash: ContentHash, from giver: TenantID, into taker: TenantID) async throws {
    guard has(hash, in: giver) else { throw StorageError.corrupt("the bytes of \(hash) are gone") }
    keep(hash, in: taker)
  }

  /// Nobody sends or reads bytes in a world: files are kept by their hashes.
  func receive(in tenant: TenantID) async throws -> any BlobSink { throw StorageError.unavailable("no bytes here") }

  func open(_ hash: ContentHash, in tenant: TenantID) async throws -> any BlobSource {
    throw StorageError.unavailable("no bytes here")
  }
}
