import Glibc

/// The file with the master keys of a hub, mode 0600. Who loses it loses every sealed value.
package struct KeyFile: Sendable {
  package let path: String
  private let random: RandomBytes

  package init(path: String, random: RandomBytes = .system) {
    self.path = path
    self.random = random
  }

  /// - Throws: `.missing` where there is none; every other refusal but those of writing.
  package func load() throws(KeyFileRefusal) -> KeyRing {
    let file = try PrivateFile(path, O_RDONLY)
    try file.checkPrivate()
    return try KeyRing(text: file.readAll(limitInBytes: KeyRing.limitInBytes), path: path)
  }

  /// The keys of the file, which is made with one new key where it is missing: for the first start of a hub.
  ///
  /// However many start at once, all get the same key: the file appears whole, and only once.
  package func loadOrCreate() throws(KeyFileRefusal) -> KeyRing {
    do { return try load() } catch .missing {}
    let draft = try writeDraft(KeyRing(random: random))
    defer { _ = unlink(draft) }
    // Unlike a rename, a link does not take the place of what another starter put there.
    guard link(draft, path) == 0 || errno == EEXIST else { throw .system(path: path, call: "link", code: errno) }
    try PrivateFile(folder, O_RDONLY | O_DIRECTORY).sync()
    return try load()
  }

  /// Puts a new key before the others; a running hub takes it by `VaultSealer.use`.
  ///
  /// Keep the earlier keys until every tenant key is sealed anew (`VaultSealer.resealedTenantKey`).
  package func addKey() throws(KeyFileRefusal) -> KeyRing {
    let folder = try PrivateFile(folder, O_RDONLY | O_DIRECTORY)
    // Two that add at once would each write without the other's key.
    try folder.lock()
    let ring = try load().rotated(random: random)
    let draft = try writeDraft(ring)
    guard rename(draft, path) == 0 else {
      let code = errno
      _ = unlink(draft)
      throw .system(path: path, call: "rename", code: code)
    }
    try folder.sync()
    return ring
  }

  /// A new file beside the key file, durable, under a name of its own, which is returned.
  private func writeDraft(_ ring: KeyRing) throws(KeyFileRefusal) -> String {
    let draft = "\(path).\(Base32.text(RandomBytes.system(10))).new"
    let file = try PrivateFile(draft, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    do throws(KeyFileRefusal) {
      try file.write(ring.text, mode: 0o600)
    } catch {
      _ = unlink(draft)
      throw error
    }
    return draft
  }

  private var folder: String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
