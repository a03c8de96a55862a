import Crypto

/// The master keys of a hub: the first seals, all open, so that what was sealed before a rotation can still be read.
package struct KeyRing: Sendable {
  package let first: MasterKey
  private let earlier: [MasterKey]

  /// One new key.
  package init(random: RandomBytes = .system) { self.init(first: MasterKey(random: random), earlier: []) }

  private init(first: MasterKey, earlier: [MasterKey]) {
    self.first = first
    self.earlier = earlier
  }

  /// A new key before these.
  package func rotated(random: RandomBytes = .system) -> KeyRing {
    KeyRing(first: MasterKey(random: random), earlier: all)
  }

  private var all: [MasterKey] { [first] + earlier }

  /// The ids in the order of the file.
  package var ids: [KeyID] { all.map(\.id) }

  func key(_ id: KeyID) -> MasterKey? { all.first { $0.id == id } }
}

/// The text of the key file: a line with the version, then a line for each key with its id and its bytes in base 32;
/// empty lines and those that begin with `#` are for people.
extension KeyRing {
  static let header = "baton-keys 1"
  /// 64 KiB: far more keys than a hub ever has.
  static let limitInBytes = 65_536

  /// - Throws: `.unknownVersion`, `.malformed`, `.doubledKey` or `.noKey`.
  init(text: [UInt8], path: String) throws(KeyFileRefusal) {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    guard lines.removeFirst() == Array(Self.header.utf8) else { throw .unknownVersion(path: path) }
    var keys: [MasterKey] = []
    for (offset, line) in lines.enumerated() where !line.isEmpty && line.first != 0x23 {
      guard let key = Self.key(line) else { throw .malformed(path: path, line: offset + 2) }
      guard !keys.contains(where: { $0.id == key.id }) else { throw .doubledKey(path: path, line: offset + 2) }
      keys.append(key)
    }
    guard let first = keys.first else { throw .noKey(path: path) }
    self.init(first: first, earlier: Array(keys.dropFirst()))
  }

  var text: [UInt8] {
    let notes = [
      "# The first key seals, every key opens.",
      "# Keep a copy of this file apart from the backups of the data.",
    ]
    let keys = all.map { "key \($0.id) \($0.key.withUnsafeBytes { Base32.text($0) })" }
    return Array((([Self.header] + notes + keys).joined(separator: "\n") + "\n").utf8)
  }

  private static func key(_ line: [UInt8]) -> MasterKey? {
    let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
    guard words.count == 3, words[0].elementsEqual("key".utf8),
      let id = Base32.bytes(words[1], count: KeyID.length),
      let bytes = Base32.bytes(words[2], count: MasterKey.length)
    else { return nil }
    let key = MasterKey(bytes)
    return key.id.bytes == id ? key : nil
  }
}
