import Foundation
import Testing

/// An authority of a test, and the certificates that it and others signed; made by OpenSSL's own program, and gone with it.
final class Authority: Sendable {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "baton-authority-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["ours", "theirs"] {
      try run(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
        "/CN=\(name)", "-keyout", path("\(name).key"), "-out", path("\(name).crt"))
    }
    try certificate("good", for: "desk.test", by: "ours", days: 1)
    try certificate("expired", for: "desk.test", by: "ours", days: -1)
    try certificate("other", for: "other.test", by: "ours", days: 1)
    try certificate("foreign", for: "desk.test", by: "theirs", days: 1)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var file: String { path("ours.crt") }

  private func certificate(_ name: String, for host: String, by authority: String, days: Int) throws {
    try run(
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=\(host)", "-addext",
      "subjectAltName=DNS:\(host)", "-keyout", path("\(name).key"), "-out", path("\(name).csr"))
    try run(
      "x509", "-req", "-in", path("\(name).csr"), "-CA", path("\(authority).crt"), "-CAkey", path("\(authority).key"),
      "-days", "\(days)", "-copy_extensions", "copy", "-out", path("\(name).crt"))
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl \(arguments.joined(separator: " "))")
  }

  /// Serves pages with the certificate of that name, until it is ended.
  func server(_ name: String) throws -> (process: Process, port: Int) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = [
      "s_server", "-accept", "127.0.0.1:0", "-cert", path("\(name).crt"), "-key", path("\(name).key"), "-www",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It says where it listens: "ACCEPT 127.0.0.1:40123".
    var said = ""
    while !said.contains(/ACCEPT .*:[0-9]+\n/) {
      let more = output.fileHandleForReading.availableData
      try #require(!more.isEmpty, "openssl s_server ended: \(said)")
      said += String(decoding: more, as: UTF8.self)
    }
    let port = said.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }?.split(separator: ":").last.flatMap {
      Int($0)
    }
    return (process, try #require(port))
  }
}
