import Foundation
import LMTP
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

@Suite("The listener for LMTP")
struct LMTPServerTests {
  @Test("keeps a message before it says so, over a port", .timeLimit(.minutes(1)))
  func keeps() async throws {
    let intake = PaperIntake()
    try await serving(intake) { address in
      let answers = try await talk(to: address, lines("LHLO x", "MAIL FROM:<a@b>", "RCPT TO:<one@desk>", "DATA")) {
        client in try await client.say(lines("hello", "."), lines("QUIT"))
      }
      #expect(answers.contains("\r\n250 2.0.0 Done\r\n221 "))
    }
    #expect(intake.kept(for: "one@desk") == [Array("hello\r\n".utf8)])
  }

  @Test("keeps a message over a socket's file, which is gone afterwards", .timeLimit(.minutes(1)))
  func unixSocket() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "lmtp-\(UUID())").path
    let intake = PaperIntake()
    try await serving(intake, at: try #require(LMTPAddress("unix:\(path)"))) { address in
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o666)
      _ = try await talk(
        to: address, lines("LHLO x", "MAIL FROM:<a@b>", "RCPT TO:<one@desk>", "DATA", "hello", ".", "QUIT"))
    }
    #expect(intake.kept(for: "one@desk").count == 1)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("what fails for one recipient fails for that one alone", .timeLimit(.minutes(1)))
  func failsAlone() async throws {
    let intake = PaperIntake()
    try await serving(intake) { address in
      let answers = try await talk(
        to: address,
        lines(
          "LHLO x", "MAIL FROM:<a@b>", "RCPT TO:<broken@desk>", "RCPT TO:<shut@desk>", "RCPT TO:<one@desk>",
          "RCPT TO:<full@desk>", "RCPT TO:<small@desk>", "RCPT TO:<late@desk>", "DATA", "hello", ".", "QUIT"))
      let codes = answers.split(separator: "\r\n").map { $0.prefix(4) }.filter { $0.last == " " }
      #expect(
        codes.suffix(13) == [
          "451 ", "250 ", "250 ", "250 ", "250 ", "250 ", "354 ", "451 ", "250 ", "451 ", "552 ", "451 ", "221 ",
        ])
    }
    #expect(intake.kept(for: "one@desk").count == 1)
    #expect(intake.abandoned == 3)
  }

  @Test("a message that breaks off is forgotten", .timeLimit(.minutes(1)))
  func brokenOff() async throws {
    let intake = PaperIntake()
    try await serving(intake) { address in
      _ = try await talk(to: address, lines("LHLO x", "MAIL FROM:<a@b>", "RCPT TO:<one@desk>", "DATA", "hel"))
    }
    #expect(intake.kept(for: "one@desk").isEmpty)
    #expect(intake.abandoned == 1)
  }

  @Test("ends with whoever says nothing, or a byte now and then", .timeLimit(.minutes(1)))
  func slow() async throws {
    var limits = LMTPLimits()
    limits.commandPatience = .milliseconds(200)
    try await serving(PaperIntake(), limits: limits) { address in
      let clock = ContinuousClock()
      let took = try await clock.measure {
        _ = try await talk(to: address, "") { client in
          while try await client.trickle("N") { try await clock.sleep(for: .milliseconds(20)) }
        }
      }
      #expect(took < .seconds(20))
    }
  }

  @Test("turns away who comes when as many are there as may be", .timeLimit(.minutes(1)))
  func crowd() async throws {
    var limits = LMTPLimits()
    limits.sessions = 1
    try await serving(PaperIntake(), limits: limits) { address in
      let answers = try await talk(to: address, "NOOP\r\n") { _ in
        let turnedAway = try await talk(to: address, "")
        #expect(turnedAway.hasPrefix("421 4.3.2 Too many"))
      }
      #expect(answers.hasPrefix("220 "))
    }
  }

  @Test("says to who waits that the hub ends", .timeLimit(.minutes(1)))
  func ends() async throws {
    let (told, tell) = AsyncStream.makeStream(of: LMTPAddress.self)
    let server = LMTPServer(
      at: try #require(LMTPAddress("127.0.0.1:0")), intake: PaperIntake(), host: "hub.example",
      measures: LMTPMeasures(), logger: quiet, listens: { tell.yield($0) })
    let group = ServiceGroup(services: [server], logger: quiet)
    async let run: Void = group.run()
    let address = try #require(await told.first { _ in true })
    let answers = try await talk(to: address, "NOOP\r\n") { client in
      try await client.hear(2)
      await group.triggerGracefulShutdown()
      try await client.hearAll()
    }
    #expect(answers.hasSuffix("421 4.3.2 The hub ends, try again later\r\n"))
    try await run
  }

  @Test("says what keeps it from listening")
  func cannotListen() async throws {
    let server = LMTPServer(
      at: try #require(LMTPAddress("unix:/nowhere/lmtp")), intake: PaperIntake(), host: "hub.example",
      measures: LMTPMeasures(), logger: quiet)
    await #expect(throws: LMTPBindFailure.self) { try await server.run() }
  }

  private func serving(
    _ intake: PaperIntake, at address: LMTPAddress? = LMTPAddress("127.0.0.1:0"), limits: LMTPLimits = LMTPLimits(),
    _ body: @Sendable (LMTPAddress) async throws -> Void
  ) async throws {
    let (told, tell) = AsyncStream.makeStream(of: LMTPAddress.self)
    let server = LMTPServer(
      at: try #require(address), intake: intake, host: "hub.example", limits: limits, measures: LMTPMeasures(),
      logger: quiet, listens: { tell.yield($0) })
    let group = ServiceGroup(services: [server], logger: quiet)
    async let run: Void = group.run()
    try await body(try #require(await told.first { _ in true }))
    await group.triggerGracefulShutdown()
    try await run
  }

  private var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
