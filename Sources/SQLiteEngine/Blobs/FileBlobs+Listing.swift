import Federation
import Foundation
import Storage
import Ticketing

/// A file among the blobs, as it lies there.
struct LyingFile {
  /// The hash of its bytes, unless somebody else put it there.
  let name: String
  /// Below the blobs' own directory.
  let path: String
  let changedAt: Date
}

/// Where the files of one desk lie.
struct BlobFolder: Sendable {
  let name: String
  /// Nil where the name is no desk's.
  var tenant: TenantID? { TenantID(name) }
}

/// What reading a whole file tells.
enum FileState: Sendable, Equatable {
  case whole(bytes: Int)
  case gone
  /// Its bytes are not those of its hash.
  case altered
}

extension FileBlobs {
  /// Reads a whole file, a piece at a time.
  func state(of hash: ContentHash, in tenant: TenantID) async throws -> FileState {
    guard try await contains(hash, in: tenant) else { return .gone }
    let source = try await source(of: hash, in: tenant)
    return try await source.contentHash() == hash.hex ? .whole(bytes: source.bytes) : .altered
  }

  /// Where files lie; what comes in is staged in none of them.
  func desks() throws -> [BlobFolder] {
    try names(in: root).filter { $0 != staging.lastPathComponent }.map(BlobFolder.init)
  }

  /// The folders of a desk's files: of those whose names begin alike each. In the order of the names.
  func prefixes(of desk: BlobFolder) throws -> [String] { try names(in: root.appendingPathComponent(desk.name)) }

  /// The files of one such folder, by name; none where it is gone.
  func files(of desk: BlobFolder, beginning prefix: String) -> [LyingFile] {
    let folder = root.appendingPathComponent(desk.name).appendingPathComponent(prefix)
    return ((try? names(in: folder)) ?? []).compactMap { lyingFile($0, at: "\(desk.name)/\(prefix)/\($0)") }
  }

  /// Nil for one that is gone meanwhile.
  private func lyingFile(_ name: String, at path: String) -> LyingFile? {
    var status = stat()
    guard stat(root.appendingPathComponent(path).path, &status) == 0 else { return nil }
    return LyingFile(
      name: name, path: path, changedAt: Date(timeIntervalSince1970: TimeInterval(status.st_mtim.tv_sec)))
  }

  private func names(in folder: URL) throws -> [String] {
    do { return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } catch {
      throw StorageError.unavailable("cannot list \(folder.path): \(error)")
    }
  }
}
