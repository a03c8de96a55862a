import Foundation
import Synchronization
import Testing
import Vault

@Suite("The key file")
struct KeyFileTests {
  private let folder: TemporaryFolder
  private let path: String
  private let file: KeyFile

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/keys"
    file = KeyFile(path: path)
  }

  @Test("is made at the first start, for this user alone, and nothing is left beside it")
  func created() throws {
    let ring = try file.loadOrCreate()
    #expect(ring.ids.count == 1)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try folder.names == ["keys"])
  }

  @Test("gives the same key at every later start")
  func loadedAgain() throws {
    let ids = try file.loadOrCreate().ids
    #expect(try file.loadOrCreate().ids == ids)
    #expect(try file.load().ids == ids)
  }

  @Test("gives one key to all that start at once")
  func concurrentStarts() async throws {
    let file = file
    let ids = try await withThrowingTaskGroup(of: [KeyID].self) { group in
      for _ in 0..<32 { group.addTask { try file.loadOrCreate().ids } }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(ids.count == 1)
    #expect(try folder.names == ["keys"])
  }

  @Test("is not taken the place of by one that began before it was there")
  func overtaken() throws {
    let faster = FasterStart(file: file)
    let slower = KeyFile(path: path, random: RandomBytes { faster.runAndGive($0) })
    let ids = try slower.loadOrCreate().ids
    #expect(ids == faster.ids)
    #expect(try file.load().ids == ids)
    #expect(try folder.names == ["keys"])
  }

  @Test("is reported as missing where it is only to be loaded")
  func missing() {
    #expect(throws: KeyFileRefusal.missing(path: path)) { try file.load() }
  }

  @Test("cannot be made in a folder that is not there")
  func noFolder() {
    let path = folder.path + "/none/keys"
    let refusal = #expect(throws: KeyFileRefusal.self) { try KeyFile(path: path).loadOrCreate() }
    guard case .system(_, "open", ENOENT)? = refusal else {
      Issue.record("another refusal: \(String(describing: refusal))")
      return
    }
  }

  @Test(
    "is refused when others may read or write it", arguments: [0o640, 0o604, 0o620, 0o602, 0o644, 0o660, 0o601, 0o777])
  func modes(mode: UInt32) throws {
    _ = try file.loadOrCreate()
    try FileManager.default.setAttributes([.posixPermissions: Int(mode)], ofItemAtPath: path)
    #expect(throws: KeyFileRefusal.openToOthers(path: path, mode: mode)) { try file.load() }
    #expect(throws: KeyFileRefusal.openToOthers(path: path, mode: mode)) { try file.loadOrCreate() }
    #expect("\(KeyFileRefusal.openToOthers(path: path, mode: mode))".contains("mode 0\(String(mode, radix: 8))"))
  }

  @Test("may be for reading alone")
  func readOnly() throws {
    let ids = try file.loadOrCreate().ids
    try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
    #expect(try file.load().ids == ids)
  }

  @Test("is refused when it belongs to another user", .enabled(if: geteuid() == 0, "only root can give a file away"))
  func owner() throws {
    _ = try file.loadOrCreate()
    #expect(chown(path, 65_534, 65_534) == 0)
    #expect(throws: KeyFileRefusal.ownedByAnother(path: path, user: 65_534)) { try file.load() }
  }

  @Test("is refused when it is a folder or a pipe, without waiting for a writer", .timeLimit(.minutes(10)))
  func otherKinds() throws {
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: KeyFileRefusal.notAFile(path: pipe)) { try KeyFile(path: pipe).load() }
    #expect(throws: KeyFileRefusal.notAFile(path: folder.path)) { try KeyFile(path: folder.path).load() }
  }

  @Test("keeps its keys to itself when it is printed")
  func printed() throws {
    let ring = try KeyFile(path: path, random: RandomBytes { [UInt8](repeating: 0xA7, count: $0) }).loadOrCreate()
    var text = "\(ring)"
    dump(ring, to: &text)
    #expect(!text.contains("167, 167") && !text.contains("- 167") && !text.lowercased().contains("a7a7"))
  }

  @Test("holds a new key before the earlier ones after a rotation")
  func rotated() throws {
    let before = try file.loadOrCreate()
    let after = try file.addKey()
    #expect(after.ids.count == 2)
    #expect(Array(after.ids.dropFirst()) == before.ids)
    #expect(try file.load().ids == after.ids)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try folder.names == ["keys"])
  }

  @Test("loses no key when several are added at once")
  func concurrentRotations() async throws {
    let file = file
    _ = try file.loadOrCreate()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { _ = try file.addKey() } }
      try await group.waitForAll()
    }
    #expect(Set(try file.load().ids).count == 9)
  }

  /// A start that is done while another one, which has seen no file, asks for its random bytes.
  private final class FasterStart: Sendable {
    private let file: KeyFile
    private let found = Mutex<[KeyID]?>(nil)

    init(file: KeyFile) { self.file = file }

    var ids: [KeyID]? { found.withLock { $0 } }

    func runAndGive(_ count: Int) -> [UInt8] {
      let ids = try? file.loadOrCreate().ids
      found.withLock { $0 = ids }
      return RandomBytes.system(count)
    }
  }
}
