import Federation
import Foundation
package import Storage
import Synchronization
package import Ticketing

/// Files kept by tenant and hash: `<tenant>/<first two digits>/<hash>`, each written to `tmp/` first.
package struct FileBlobs: BlobStore {
  let root: URL
  let staging: URL
  let threads = BlobThreads()
  let folders = DurableFolders()
  let shortage: Shortage

  /// Removes what an earlier process left half received.
  init(at root: URL, shortage: Shortage = Shortage()) throws {
    self.root = root
    self.shortage = shortage
    staging = root.appendingPathComponent("tmp")
    try Directories.make(staging)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: staging.path)) ?? [] {
      unlink(staging.appendingPathComponent(name).path)
    }
  }

  package func receive(in tenant: TenantID) async throws -> any BlobSink {
    let (thread, path) = (threads.next(), staging.appendingPathComponent(UUID().uuidString).path)
    let descriptor = try await thread.run {
      try shortage.noting {
        let descriptor = Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL)
        guard descriptor >= 0 else { throw SystemError.storage("cannot make \(path)") }
        return descriptor
      }
    }
    return FileSink(path: path, descriptor: descriptor, thread: thread, shortage: shortage) {
      try place(path, hash: $0, tenant: tenant)
    }
  }

  /// A file is read through before its first byte is given: what has rotted on the disk is never taken for what was kept.
  package func open(_ hash: ContentHash, in tenant: TenantID) async throws -> any BlobSource {
    let source = try await source(of: hash, in: tenant)
    guard try await source.contentHash() == hash.hex else {
      throw StorageError.corrupt("the bytes of \(hash) are not what they were")
    }
    return source
  }

  func source(of hash: ContentHash, in tenant: TenantID) async throws -> FileSource {
    let (thread, path) = (threads.next(), self.path(of: hash, in: tenant).path)
    return try await thread.run {
      let descriptor = Descriptor.open(path, O_RDONLY)
      guard descriptor >= 0 else {
        if errno == ENOENT { throw StorageError.corrupt("the bytes of \(hash) are gone") }
        throw SystemError.storage("cannot open \(path)")
      }
      return try FileSource(descriptor: descriptor, thread: thread)
    }
  }

  package func contains(_ hash: ContentHash, in tenant: TenantID) async throws -> Bool {
    let path = path(of: hash, in: tenant).path
    return try await threads.next().run { access(path, R_OK) == 0 }
  }

  package func adopt(_ hash: ContentHash, from giver: TenantID, into taker: TenantID) async throws {
    let (source, target) = (path(of: hash, in: giver), path(of: hash, in: taker))
    try await threads.next().run {
      if access(target.path, R_OK) != 0 {
        guard access(source.path, R_OK) == 0 else { throw StorageError.corrupt("the bytes of \(hash) are gone") }
        try makeFolder(of: target)
        if link(source.path, target.path) != 0, errno != EEXIST { try copy(source, to: target) }
      } else {
        try makeFolder(of: target)
      }
      // Of one that is there already, too: the sync that should have kept it may have failed.
      try Directories.sync(target.deletingLastPathComponent())
    }
  }

  func path(of hash: ContentHash, in tenant: TenantID) -> URL {
    root.appendingPathComponent(tenant.description).appendingPathComponent(String(hash.hex.prefix(2)))
      .appendingPathComponent(hash.hex)
  }

  /// Puts a staged file, whose bytes are on disk, where its hash says.
  private func place(_ staged: String, hash: ContentHash, tenant: TenantID) throws {
    let target = path(of: hash, in: tenant)
    try makeFolder(of: target)
    guard rename(staged, target.path) == 0 else { throw SystemError.storage("cannot place \(target.path)") }
    try Directories.sync(target.deletingLastPathComponent())
  }

  /// A new folder is durable once those above it are synced. One that is only there may not be: that sync may have failed.
  private func makeFolder(of target: URL) throws {
    let folder = target.deletingLastPathComponent()
    guard !folders.isKnown(folder.path) || access(folder.path, W_OK) != 0 else { return }
    try Directories.make(folder)
    try Directories.sync(folder.deletingLastPathComponent())
    try Directories.sync(root)
    folders.note(folder.path)
  }

  /// Where files cannot be linked.
  private func copy(_ source: URL, to target: URL) throws {
    let staged = staging.appendingPathComponent(UUID().uuidString)
    defer { unlink(staged.path) }
    do {
      try FileManager.default.copyItem(at: source, to: staged)
    } catch {
      throw StorageError.unavailable("cannot copy \(source.path): \(error)")
    }
    let descriptor = Descriptor.open(staged.path, O_WRONLY)
    guard descriptor >= 0 else { throw SystemError.storage("cannot open \(staged.path)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError.storage("cannot sync \(staged.path)") }
    guard rename(staged.path, target.path) == 0 else { throw SystemError.storage("cannot place \(target.path)") }
  }
}
