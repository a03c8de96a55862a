import Foundation
import Testing
import Vault

@Suite("The text of the key file")
struct KeyFileTextTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/keys"
  }

  /// The key of the bytes 0 to 31, and the id that belongs to it.
  private static let line = "key 81vfqgkp 000g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfg"

  @Test("is a version, notes, and a line for each key")
  func written() throws {
    _ = try KeyFile(path: path, random: Samples.counting()).loadOrCreate()
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "baton-keys 1")
    #expect(lines.filter { !$0.hasPrefix("#") }.dropFirst() == [Self.line[...], ""])
  }

  @Test("may have notes, empty lines, and no line end after the last key")
  func lenient() throws {
    #expect(try load("baton-keys 1\n\n# of 2026\n\(Self.line)").ids.map(\.description) == ["81vfqgkp"])
  }

  @Test(
    "is refused when its version is unknown", arguments: ["", "\n", "baton-keys 2\n", "baton-keys 1\r\n", "key a b\n"])
  func versions(text: String) {
    #expect(throws: KeyFileRefusal.unknownVersion(path: path)) { try load(text) }
  }

  @Test(
    "is refused when a line is not a key as it was written",
    arguments: [
      "key", "key 81vfqgkp", line + " ", line + "\r", " " + line, line.uppercased(),
      line.replacing("key ", with: "key  "),
      line.replacing("81vfqgkp", with: "81vfqgkz"), line.replacing("000g", with: "000h"), String(line.dropLast()),
      line + "0", line.replacing("rfg", with: "rfh"), line.replacing("000g", with: "000u"), "\u{0}", "\u{E9}",
    ])
  func malformed(line: String) {
    #expect(throws: KeyFileRefusal.malformed(path: path, line: 3)) { try load("baton-keys 1\n\n\(line)\n") }
  }

  @Test("is refused when it has a key twice, none, or is too large to be a key file")
  func keys() {
    #expect(throws: KeyFileRefusal.doubledKey(path: path, line: 3)) {
      try load("baton-keys 1\n\(Self.line)\n\(Self.line)\n")
    }
    #expect(throws: KeyFileRefusal.noKey(path: path)) { try load("baton-keys 1\n# none\n") }
    #expect(throws: KeyFileRefusal.tooLarge(path: path, limitInBytes: 65_536)) {
      try load("baton-keys 1\n" + String(repeating: "#", count: 65_536))
    }
  }

  @Test("is never part of a refusal's words")
  func refusalsAreSilent() throws {
    let refusal = #expect(throws: KeyFileRefusal.self) { try load("baton-keys 1\n\(Self.line)0\n") }
    #expect(refusal?.description.contains("000g40r40m") == false)
    #expect(String(reflecting: refusal).contains("000g40r40m") == false)
  }

  private func load(_ text: String) throws -> KeyRing {
    #expect(
      FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]))
    return try KeyFile(path: path).load()
  }
}
