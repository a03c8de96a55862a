import Foundation
import Hummingbird
import Logging
import NIOCore
import StrictJSON

/// A route that decodes a ticket's JSON and does nothing with it, asked by `wrk` over 64 connections.
struct EmptyRoute {
  let seconds: Int

  func requestsPerSecond() async throws -> Double {
    let router = Router()
    router.post("/tickets") { request, _ -> Response in
      let body = try await request.body.collect(upTo: 65_536)
      guard (try? JSONReader.read(Array(body.readableBytesView))) != nil else { return Response(status: .badRequest) }
      return Response(
        status: .created, headers: [.contentType: "application/json"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: "{}")))
    }
    var logger = Logger(label: "ceiling")
    logger.logLevel = .error
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      var port = 0
      for await listening in ports {
        port = listening
        break
      }
      let rate = try await load(port)
      group.cancelAll()
      return rate
    }
  }

  private func load(_ port: Int) async throws -> Double {
    let script = FileManager.default.temporaryDirectory.appending(path: "baton-ceiling-\(port).lua")
    let body = #"{"subject":"Chiller trips at noon","description":"Breaker F7 drops out.","priority":"high"}"#
    try Data(
      """
      wrk.method = "POST"
      wrk.headers["Content-Type"] = "application/json"
      wrk.body = '\(body)'
      """.utf8
    ).write(to: script)
    defer { try? FileManager.default.removeItem(at: script) }
    let text = try await output(
      of: ["wrk", "-t2", "-c64", "-d\(seconds)s", "-s", script.path(), "http://127.0.0.1:\(port)/tickets"])
    let line = text.split(separator: "\n").first { $0.contains("Requests/sec:") }
    return line.flatMap { Double($0.split(separator: " ").last ?? "") } ?? 0
  }

  /// Reads on a thread of its own, so that the server keeps its threads.
  private func output(of command: [String]) async throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let handle = pipe.fileHandleForReading
    return await withCheckedContinuation { continuation in
      Thread {
        continuation.resume(returning: String(decoding: handle.readDataToEndOfFile(), as: UTF8.self))
      }.start()
    }
  }
}
