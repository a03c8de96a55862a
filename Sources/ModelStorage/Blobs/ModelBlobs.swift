import Federation
package import Storage
package import Ticketing

/// Files kept by tenant and hash, in the store of a hub.
package struct ModelBlobs: BlobStore {
  let hub: ModelHub

  package func receive(in tenant: TenantID) async throws -> any BlobSink { ModelSink(hub: hub, tenant: tenant) }

  package func open(_ hash: ContentHash, in tenant: TenantID) async throws -> any BlobSource {
    ModelSource(try hub.look { try $0.kept(hash, in: tenant) })
  }

  package func contains(_ hash: ContentHash, in tenant: TenantID) async throws -> Bool {
    try hub.look { $0.files[key: FilePlace(tenant, hash)] != nil }
  }

  package func adopt(_ hash: ContentHash, from giver: TenantID, into taker: TenantID) async throws {
    try hub.look { state in
      guard state.files[key: FilePlace(taker, hash)] == nil else { return }
      state.keep(try state.kept(hash, in: giver), under: hash, in: taker)
    }
  }
}

extension ModelHub {
  package var blobs: ModelBlobs { ModelBlobs(hub: self) }
}

extension ModelState {
  /// - Throws: `StorageError.corrupt` where the bytes are gone.
  fileprivate func kept(_ hash: ContentHash, in tenant: TenantID) throws(StorageError) -> [UInt8] {
    guard let bytes = files[key: FilePlace(tenant, hash)] else { throw .corrupt("the bytes of \(hash) are gone") }
    return bytes
  }

  mutating func keep(_ bytes: [UInt8], under hash: ContentHash, in tenant: TenantID) {
    files[key: FilePlace(tenant, hash)] = bytes
    files.keep()
  }
}

/// A kept file, open for reading.
struct ModelSource: BlobSource {
  private let kept: [UInt8]

  init(_ kept: [UInt8]) { self.kept = kept }

  var bytes: Int { kept.count }

  func read(offset: Int, count: Int) async throws -> [UInt8] {
    guard offset >= 0, offset < bytes, count > 0 else { return [] }
    return Array(kept[offset..<min(offset + count, bytes)])
  }
}
