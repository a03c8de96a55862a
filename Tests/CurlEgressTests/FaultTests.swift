import ConnectorKit
import CurlEgress
import Foundation
import Glibc
import Synchronization
import Testing

@Suite("A far side that fails")
struct FaultTests {
  private func failure(
    _ side: FarSide, answer bound: AnswerBound = .usual, patience: Duration? = nil,
    _ adjust: (inout EgressOptions) -> Void = { _ in }
  ) async throws -> EgressFailure? {
    let request = EgressRequest(.get, try EgressURL(side.url()), answer: bound, patience: patience)
    return try await Ground.ask(Ground.egress(adjust), request).refusal
  }

  @Test(
    "F14, F15: is heard out, whatever it says", arguments: [400, 401, 403, 404, 408, 410, 413, 422, 429, 500, 502, 503])
  func statuses(_ status: Int) async throws {
    let side = try FarSide.saying("HTTP/1.1 \(status) No\r\nContent-Length: 4\r\n\r\nwhy?")
    defer { side.close() }
    let answer = try await Ground.ask(Ground.egress(), EgressRequest(.get, EgressURL(side.url()))).get()
    #expect(answer.status == status && answer.body == Array("why?".utf8))
  }

  @Test("F14: is left alone as long as it asks for, and others are not", arguments: [429, 503])
  func pauses(_ status: Int) async throws {
    let side = try FarSide.saying("HTTP/1.1 \(status) Later\r\nRetry-After: 700\r\nContent-Length: 0\r\n\r\n")
    let other = try FarSide.saying(FarSide.ok(""))
    defer {
      side.close()
      other.close()
    }
    let egress = try Ground.egress()
    #expect(try await egress.send(EgressRequest(.get, EgressURL(side.url()))).status == status)
    do throws(EgressFailure) {
      _ = try await egress.send(EgressRequest(.post, EgressURL(side.url("/other"))))
      Issue.record("it was asked again")
    } catch {
      let wait = try #require(error.retryAfter)
      #expect(wait > .seconds(1) && wait <= .seconds(700) && error.isTemporary && !error.mayHaveArrived)
    }
    #expect(try await egress.send(EgressRequest(.get, EgressURL(other.url()))).status == 200)
    await egress.close()
    #expect(side.requests.count == 1)
  }

  @Test("F14: is not asked oftener than the bound; who asks too often is told how long to wait")
  func rate() async throws {
    let side = try FarSide.saying(FarSide.ok(""))
    defer { side.close() }
    let egress = try Ground.egress { ($0.perSecond, $0.burst) = (0.0001, 3) }
    let url = try EgressURL(side.url())
    for _ in 0..<3 { _ = try await egress.send(EgressRequest(.get, url)) }
    do throws(EgressFailure) {
      _ = try await egress.send(EgressRequest(.get, url))
      Issue.record("it was asked again")
    } catch { #expect((error.retryAfter ?? .zero) > .seconds(1)) }
    await egress.close()
  }

  @Test("F16: accepts and never reads or answers: the patience ends")
  func silent() async throws {
    let side = try FarSide { line, _ in line.waitForEnd() }
    defer { side.close() }
    #expect(try await failure(side, patience: .milliseconds(300)) == .timedOut(.answering))
  }

  @Test("F16: never takes the connection: the patience for that ends")
  func blackHole() async throws {
    // Its queue holds one connection; when that is there, the kernel lets further ones stand outside.
    let side = try FarSide(backlog: 0) { _, _ in }
    defer { side.close() }
    let fillers = (0..<3).map { _ in Self.knock(at: side.port) }
    defer { for filler in fillers { Glibc.close(filler) } }
    let failure = try await failure(side) { $0.connectPatience = .milliseconds(300) }
    #expect(failure == .timedOut(.connecting))
    #expect(failure?.mayHaveArrived == false)
  }

  private static func knock(at port: Int) -> Int32 {
    let descriptor = socket(
      AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = in_port_t(port).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &place.sin_addr)
    _ = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return descriptor
  }

  @Test("F16: refuses connections")
  func refuses() async throws {
    let side = try FarSide.saying("")
    side.close()
    #expect(try await failure(side) == .notConnected)
  }

  @Test(
    "F16: breaks the connection off",
    arguments: ["", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal"])
  func breaksOff(_ beginning: String) async throws {
    for resets in [false, true] {
      let side = try FarSide { line, side in
        side.hear(line)
        line.say(beginning)
        if resets { line.reset() }
      }
      defer { side.close() }
      let failure = try await failure(side)
      #expect(failure == .brokenOff, "resets: \(resets)")
      #expect(failure?.isTemporary == true && failure?.mayHaveArrived == true)
    }
  }

  @Test("F16: hangs with all that may ask it, and costs the others nothing")
  func othersGoOn() async throws {
    let allHang = Event()
    let hanging = try FarSide { line, side in
      side.hear(line)
      if side.requests.count == 4 { allHang.happen() }
      line.waitForEnd()
    }
    let well = try FarSide.saying(FarSide.ok("well"))
    defer {
      hanging.close()
      well.close()
    }
    let egress = try Ground.egress { $0.perPlace = 4 }
    let (bad, good) = (try EgressURL(hanging.url()), try EgressURL(well.url()))
    let stuck = (0..<40).map { _ in Task { try? await egress.send(EgressRequest(.get, bad)) } }
    await allHang.wait()
    await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<100 { group.addTask { try? await egress.send(EgressRequest(.get, good)).status } }
      for await status in group { #expect(status == 200) }
    }
    #expect(hanging.connections == 4)
    for task in stuck { task.cancel() }
    for task in stuck { #expect(await task.value == nil) }
    await egress.close()
  }

  @Test("A38, F14: is another one for each account: neither pauses nor queues of one are another's")
  func accounts() async throws {
    let side = try FarSide { line, side in
      while let heard = side.hear(line) {
        let isFirst = heard.line.contains("/first")
        line.say(
          isFirst ? "HTTP/1.1 429 Later\r\nRetry-After: 700\r\nContent-Length: 0\r\n\r\n" : FarSide.ok(""))
      }
    }
    defer { side.close() }
    let egress = try Ground.egress()
    func ask(_ account: String) async throws -> Int {
      try await egress.send(EgressRequest(.get, EgressURL(side.url("/\(account)")), account: account)).status
    }
    #expect(try await ask("first") == 429)
    await #expect(throws: EgressFailure.self) { try await ask("first") }
    #expect(try await ask("second") == 200)
    await egress.close()
    #expect(side.requests.count == 2)
  }

  @Test("F16: has so many waiting that no more may wait; the first ones are not called off for it")
  func bounded() async throws {
    let first = Event()
    let side = try FarSide { line, side in
      side.hear(line)
      first.happen()
      line.waitForEnd()
    }
    defer { side.close() }
    let egress = try Ground.egress { options in
      (options.perPlace, options.burst) = (1, 10_000)
    }
    let url = try EgressURL(side.url())
    let failures = await withTaskGroup(of: EgressFailure?.self) { group in
      for _ in 0..<300 {
        group.addTask {
          do throws(EgressFailure) {
            _ = try await egress.send(EgressRequest(.get, url))
            return nil
          } catch { return error }
        }
      }
      var failures: [EgressFailure?] = []
      // One runs, 256 wait; when the others have been told, the rest is called off.
      while failures.count < 43, let failure = await group.next() { failures.append(failure) }
      group.cancelAll()
      for await failure in group { failures.append(failure) }
      return failures
    }
    await first.wait()
    await egress.close()
    #expect(failures.filter { $0 == .tooManyWaiting }.count == 43)
    #expect(failures.filter { $0 == .cancelled }.count == 257)
  }

  @Test("F17: sends for ever: what is wanted is kept and no more is read, or it is refused")
  func endless() async throws {
    let ended = Mutex(0)
    let side = try FarSide { line, side in
      side.hear(line)
      line.say("HTTP/1.1 200 OK\r\n\r\n")
      while line.say(Array(repeating: 0x61, count: 65_536)) {}
      ended.withLock { $0 += 1 }
    }
    defer { side.close() }
    let egress = try Ground.egress()
    let answer = try await egress.send(EgressRequest(.get, try EgressURL(side.url())))
    #expect(answer.body.count == 65_536 && answer.isCut)
    let whole = EgressRequest(.get, try EgressURL(side.url()), answer: .whole(limit: 1_000_000))
    await #expect(throws: EgressFailure.answerTooLarge(limitInBytes: 1_000_000)) { try await egress.send(whole) }
    await egress.close()
  }

  @Test("F17: an answer of exactly the limit is whole")
  func exact() async throws {
    let side = try FarSide.saying(FarSide.ok(String(repeating: "a", count: 65_536)))
    defer { side.close() }
    let request = EgressRequest(.get, try EgressURL(side.url()), answer: .whole())
    let answer = try await Ground.ask(Ground.egress(), request).get()
    #expect(answer.body.count == 65_536 && !answer.isCut)
  }

  @Test("F17: sends headers for ever", arguments: [true, false])
  func endlessHeaders(_ areManyHeads: Bool) async throws {
    let side = try FarSide { line, side in
      side.hear(line)
      if !areManyHeads { line.say("HTTP/1.1 200 OK\r\n") }
      while line.say(areManyHeads ? "HTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\n" : "X-A: bbbbbbbbbbbbbbbbbbbbbbbbbb\r\n")
      {}
    }
    defer { side.close() }
    #expect(try await failure(side) == .answerTooLarge(limitInBytes: 65_536))
  }

  @Test("F17: sends a byte now and then: all of it has to come within the patience")
  func slowLoris() async throws {
    // The far side stops in the middle, which is what a byte now and then looks like to a deadline.
    let side = try FarSide { line, side in
      side.hear(line)
      line.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
      line.waitForEnd()
    }
    defer { side.close() }
    #expect(try await failure(side, patience: .milliseconds(400)) == .timedOut(.answering))
  }

  @Test("F17: sends what would unpack to gigabytes: nothing is unpacked")
  func packed() async throws {
    let packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 4, 0, 0x43, 0xBE, 0xB7, 0xE8, 1, 0, 0, 0]
    let side = try FarSide { line, side in
      side.hear(line)
      line.say(
        Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n".utf8) + packed)
      line.waitForEnd()
    }
    defer { side.close() }
    let answer = try await Ground.ask(Ground.egress(), EgressRequest(.get, EgressURL(side.url()))).get()
    #expect(answer.body == packed)
  }

  @Test("F18: says its answer byte by byte: it is heard to the end, and asked once")
  func slow() async throws {
    let text = FarSide.ok("slow but sure", "X-A: b\r\n")
    let side = try FarSide { line, side in
      side.hear(line)
      for byte in text.utf8 {
        line.say([byte])
        sched_yield()
      }
      line.waitForEnd()
    }
    defer { side.close() }
    let answer = try await Ground.ask(Ground.egress(), EgressRequest(.get, EgressURL(side.url()))).get()
    #expect(answer.body == Array("slow but sure".utf8) && answer[header: "x-a"] == "b")
    #expect(side.requests.count == 1)
  }

  @Test(
    "speaks something else than HTTP",
    arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "220 mail ESMTP\r\n", "\u{15}\u{3}\u{1}\u{0}\u{2}", "HTTP/1.1 abc\r\n\r\n"])
  func otherTongue(_ greeting: String) async throws {
    let side = try FarSide { line, side in
      line.say(greeting)
      side.hear(line)
    }
    defer { side.close() }
    #expect(try await failure(side) == .brokenOff)
  }

  @Test("F35: has a name that nobody knows, now or at all")
  func names() async throws {
    let resolver = TestResolver("late.test", one: [.failure(.unknownForNow), .success(["127.0.0.1"])])
    let side = try FarSide.saying(FarSide.ok("ok"))
    defer { side.close() }
    let egress = try Ground.egress(resolver: resolver)
    let late = EgressRequest(.get, try EgressURL(side.url(host: "late.test")))
    await #expect(throws: EgressFailure.nameUnknownForNow) { try await egress.send(late) }
    #expect(try await egress.send(late).status == 200)
    let absent = EgressRequest(.get, try EgressURL("http://absent.test/"))
    await #expect(throws: EgressFailure.nameNotFound) { try await egress.send(absent) }
    await egress.close()
  }

  @Test("F35: has a name whose servers hang: its own patience ends, and other names are known meanwhile")
  func stuckName() async throws {
    let resolver = StuckResolver()
    defer { resolver.letGo() }
    let side = try FarSide.saying(FarSide.ok("ok"))
    defer { side.close() }
    let egress = try Ground.egress(resolver: resolver) { $0.connectPatience = .milliseconds(500) }
    async let failures = withTaskGroup(of: EgressFailure?.self) { group in
      for index in 0..<8 {
        group.addTask {
          do throws(EgressFailure) {
            _ = try await egress.send(EgressRequest(.get, EgressURL(side.url(host: "stuck\(index % 2).test"))))
            return nil
          } catch { return error }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(try await egress.send(EgressRequest(.get, EgressURL(side.url(host: "well.test")))).status == 200)
    #expect(await failures == Array(repeating: .nameUnknownForNow, count: 8))
    await egress.close()
  }
}
