import ConnectorKit
import CurlEgress
import Foundation
import Measuring
import Synchronization
import Testing

@Suite("A request to a far side")
struct ExchangeTests {
  @Test("brings back status, headers and body as they came")
  func answer() async throws {
    let side = try FarSide.saying(
      "HTTP/1.1 404 Gone Fishing\r\nX-One:  a b \r\nx-one: second\r\nContent-Length: 5\r\n\r\nhallo")
    defer { side.close() }
    let answer = try await Ground.ask(
      Ground.egress(), EgressRequest(.get, EgressURL(side.url("/a/../b%2F?q=1")))
    ).get()
    #expect(answer.status == 404)
    #expect(answer[header: "X-ONE"] == "a b")
    #expect(answer.headers.map(\.name) == ["X-One", "x-one", "Content-Length"])
    #expect(String(decoding: answer.body, as: UTF8.self) == "hallo" && !answer.isCut)
    #expect(side.requests.first?.line == "GET /a/../b%2F?q=1 HTTP/1.1")
    #expect(side.requests.first?["User-Agent"] == "Baton")
  }

  @Test("says what it is told, once, and nothing of its own accord", arguments: EgressRequest.Method.allCases)
  func says(_ method: EgressRequest.Method) async throws {
    let side = try FarSide.saying(FarSide.ok(method == .head ? "" : "ok", "Set-Cookie: a=b\r\n"))
    defer { side.close() }
    let hasBody = method == .post || method == .put || method == .patch
    let request = EgressRequest(
      method, try EgressURL(side.url()),
      headers: [try EgressHeader("Content-Type", "text/plain"), try EgressHeader("X-Empty", "")],
      body: hasBody ? .bytes(Array(repeating: 0x61, count: 2_000_000)) : .none)
    let egress = try Ground.egress()
    _ = try await egress.send(request)
    _ = try await egress.send(request)
    await egress.close()
    #expect(side.requests.count == 2 && side.connections == 1)
    for heard in side.requests {
      #expect(heard.line == "\(method.rawValue) / HTTP/1.1")
      #expect(heard.body.count == (hasBody ? 2_000_000 : 0))
      #expect(heard["Content-Type"] == "text/plain" && heard["X-Empty"] == "")
      #expect(heard["Expect"] == nil && heard["Cookie"] == nil && heard["Accept-Encoding"] == nil)
      #expect(heard["Authorization"] == nil && heard["Transfer-Encoding"] == nil)
    }
  }

  @Test("without a body says that it has none")
  func empty() async throws {
    let side = try FarSide.saying(FarSide.ok(""))
    defer { side.close() }
    _ = try await Ground.ask(Ground.egress(), EgressRequest(.post, EgressURL(side.url()))).get()
    #expect(side.requests.first?["Content-Length"] == "0")
  }

  @Test("sends a file piece by piece, each read when there is room for it")
  func file() async throws {
    let side = try FarSide.saying(FarSide.ok("thanks"))
    defer { side.close() }
    let content = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let pieces = Mutex<[Int]>([])
    let file = EgressFile(count: content.count) { offset, count in
      pieces.withLock { $0.append(count) }
      return Array(content[offset..<offset + min(count, 100_000)])
    }
    _ = try await Ground.ask(Ground.egress(), EgressRequest(.post, EgressURL(side.url()), body: .file(file))).get()
    #expect(side.requests.first?.body == content)
    #expect(pieces.withLock { $0.count } > 29 && pieces.withLock { $0.max() ?? 0 } <= 131_072)
  }

  @Test("sends a form whose parts no name can end")
  func form() async throws {
    let side = try FarSide.saying(FarSide.ok(""))
    defer { side.close() }
    let parts = [
      try EgressPart(name: "note", .bytes(Array("hé".utf8))),
      try EgressPart(
        name: "file", filename: "a\"\r\nX: y.png", type: "image/png",
        .file(EgressFile(count: 3) { _, _ in [1, 2, 3] })),
    ]
    _ = try await Ground.ask(Ground.egress(), EgressRequest(.post, EgressURL(side.url()), body: .form(parts))).get()
    let heard = try #require(side.requests.first)
    let type = try #require(heard["Content-Type"])
    let boundary = try #require(type.split(separator: "boundary=").last)
    let expected =
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhé\r\n"
      + "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22%0D%0AX: y.png\"\r\n"
      + "Content-Type: image/png\r\n\r\n\u{1}\u{2}\u{3}\r\n--\(boundary)--\r\n"
    #expect(String(decoding: heard.body, as: UTF8.self) == expected)
    #expect(boundary.utf8.count > 30)
  }

  @Test("brings a download to whoever keeps it, piece by piece and whole")
  func download() async throws {
    let content = String(repeating: "0123456789abcdef", count: 200_000)
    let side = try FarSide.saying(FarSide.ok(content))
    defer { side.close() }
    let kept = Mutex<[[UInt8]]>([])
    let sink = EgressSink { piece in
      await Task.yield()
      kept.withLock { $0.append(piece) }
    }
    let request = EgressRequest(
      .get, try EgressURL(side.url()), answer: .whole(limit: content.utf8.count), into: sink)
    let answer = try await Ground.ask(Ground.egress(), request).get()
    let pieces = kept.withLock { $0 }
    #expect(answer.status == 200 && answer.body.isEmpty && !answer.isCut)
    #expect(pieces.flatMap { $0 } == Array(content.utf8))
    #expect(pieces.map(\.count).max() ?? 0 <= 262_144 && pieces.count > 10)
  }

  @Test("brings no download that is too long, or that nobody can keep; and what is none stays in the answer")
  func noDownload() async throws {
    struct Full: Error {}
    let content = String(repeating: "x", count: 1_000_000)
    let side = try FarSide.saying(FarSide.ok(content))
    let refusing = try FarSide.saying("HTTP/1.1 404 Gone\r\nContent-Length: 4\r\n\r\ngone")
    defer {
      side.close()
      refusing.close()
    }
    let egress = try Ground.egress()
    let url = try EgressURL(side.url())
    let taken = Mutex(0)
    let keeping = EgressSink { piece in taken.withLock { $0 += piece.count } }
    await #expect(throws: EgressFailure.answerTooLarge(limitInBytes: 999_999)) {
      try await egress.send(EgressRequest(.get, url, answer: AnswerBound(limit: 999_999, beyond: .cut), into: keeping))
    }
    #expect(taken.withLock { $0 } < 1_000_000)
    for kept in [0, 500_000] {
      let taken = Mutex(0)
      let full = EgressSink { piece in
        guard taken.withLock({ $0 }) < kept else { throw Full() }
        taken.withLock { $0 += piece.count }
      }
      await #expect(throws: EgressFailure.answerNotKept) {
        try await egress.send(EgressRequest(.get, url, answer: .whole(limit: 1_000_000), into: full))
      }
    }
    let answer = try await egress.send(EgressRequest(.get, try EgressURL(refusing.url()), into: keeping))
    #expect(answer.status == 404 && answer.body == Array("gone".utf8))
    await egress.close()
  }

  @Test("that is called off hands nothing on any more")
  func downloadCalledOff() async throws {
    let side = try FarSide { line, side in
      side.hear(line)
      line.say("HTTP/1.1 200 OK\r\n\r\n")
      while line.say(Array(repeating: 0x61, count: 65_536)) {}
    }
    defer { side.close() }
    let (begun, calledOff) = (Event(), Event())
    let pieces = Mutex(0)
    let sink = EgressSink { _ in
      pieces.withLock { $0 += 1 }
      begun.happen()
      await calledOff.wait()
    }
    let egress = try Ground.egress()
    let request = EgressRequest(.get, try EgressURL(side.url()), answer: .whole(limit: 1 << 30), into: sink)
    let task = Task { () -> EgressFailure? in
      do throws(EgressFailure) {
        _ = try await egress.send(request)
        return nil
      } catch { return error }
    }
    await begun.wait()
    task.cancel()
    await egress.close()
    calledOff.happen()
    #expect(await task.value == .cancelled)
    #expect(pieces.withLock { $0 } == 1)
  }

  @Test("that cannot read what it is to send fails for that reason", arguments: [0, 5])
  func unreadable(_ first: Int) async throws {
    struct Gone: Error {}
    let side = try FarSide.saying(FarSide.ok(""))
    defer { side.close() }
    let file = EgressFile(count: 10) { offset, _ in
      guard offset < first else { throw Gone() }
      return Array(repeating: 0, count: first)
    }
    let request = EgressRequest(.put, try EgressURL(side.url()), body: .file(file))
    #expect(try await Ground.ask(Ground.egress(), request).refusal == .bodyUnreadable)
  }

  @Test("takes another connection where the one that was kept is dead, and asks again")
  func deadConnection() async throws {
    let side = try Self.sideThatDies()
    defer { side.close() }
    let egress = try Ground.egress()
    let url = try EgressURL(side.url())
    _ = try await egress.send(EgressRequest(.get, url))
    _ = try await egress.send(EgressRequest(.get, url))
    await egress.close()
    #expect(side.connections == 2)
    #expect(side.requests.count == 3)
  }

  @Test(
    "is not made again by itself where it may have been done: only who asked can find out",
    arguments: [EgressRequest.Method.post, .put, .patch], ["", "file"])
  func deadWrite(_ method: EgressRequest.Method, _ body: String) async throws {
    let side = try Self.sideThatDies()
    defer { side.close() }
    let egress = try Ground.egress()
    let url = try EgressURL(side.url())
    let bytes = Array(body.utf8)
    let file = EgressFile(count: bytes.count) { offset, count in Array(bytes[offset..<min(bytes.count, offset + count)])
    }
    _ = try await egress.send(EgressRequest(method, url, body: .file(file)))
    let again = await Ground.ask(egress, EgressRequest(method, url, body: .file(file)))
    // What has no body takes a connection of its own, which does not die.
    #expect(again.refusal == (body.isEmpty ? nil : .brokenOff))
    #expect(side.requests.count == 2)
  }

  /// Its first connection answers one request, takes in another and dies.
  private static func sideThatDies() throws -> FarSide {
    try FarSide { line, side in
      side.hear(line)
      line.say(FarSide.ok("one"))
      if side.connections == 1 { side.hear(line) } else { line.waitForEnd() }
    }
  }

  @Test("that is called off ends its connection at once")
  func calledOff() async throws {
    let (taken, ended) = (Event(), Event())
    let side = try FarSide { line, side in
      side.hear(line)
      taken.happen()
      line.waitForEnd()
      ended.happen()
    }
    defer { side.close() }
    let egress = try Ground.egress()
    let request = EgressRequest(.get, try EgressURL(side.url()))
    let task = Task { () -> EgressFailure? in
      do throws(EgressFailure) {
        _ = try await egress.send(request)
        return nil
      } catch { return error }
    }
    await taken.wait()
    task.cancel()
    #expect(await task.value == .cancelled)
    await ended.wait()
    await egress.close()
  }

  @Test("under way when the hub ends is broken off, and nothing is taken afterwards")
  func closing() async throws {
    let taken = Event()
    let side = try FarSide { line, side in
      side.hear(line)
      taken.happen()
      line.waitForEnd()
    }
    defer { side.close() }
    let egress = try Ground.egress()
    let request = EgressRequest(.get, try EgressURL(side.url()))
    async let hanging = { () async -> EgressFailure? in
      do throws(EgressFailure) {
        _ = try await egress.send(request)
        return nil
      } catch { return error }
    }()
    await taken.wait()
    await egress.close()
    #expect(await hanging == .cancelled)
    await #expect(throws: EgressFailure.cancelled) { try await egress.send(request) }
    await egress.close()
  }

  @Test("is counted by how it ended")
  func measures() async throws {
    let side = try FarSide.saying(FarSide.ok(""))
    defer { side.close() }
    let egress = try Ground.egress()
    _ = try await egress.send(EgressRequest(.get, try EgressURL(side.url())))
    _ = try? await egress.send(EgressRequest(.get, try EgressURL("http://10.0.0.1/")))
    await egress.close()
    func value(_ family: String, _ label: String) -> Double? {
      egress.families.first { $0.name == family }?.samples.first { $0.labels.first?.value == label }?.value
    }
    #expect(value("baton_egress_requests_total", "taken") == 1)
    #expect(value("baton_egress_requests_total", "forbidden") == 1)
    #expect(value("baton_egress_refused_addresses_total", "private") == 1)
    #expect(egress.families.first { $0.name == "baton_egress_running" }?.samples.first?.value == 0)
  }
}
