import ConnectorKit
import Foundation
import Testing

@Suite("What is sent out")
struct RequestTests {
  @Test(
    "has an address in one form",
    arguments: [
      ("https://Desk.Example.com", "https://desk.example.com/"), ("HTTP://a.b:80/x", "http://a.b/x"),
      ("https://a_b-c.example:8443/p/%20?q=a+b&c", "https://a_b-c.example:8443/p/%20?q=a+b&c"),
      ("http://[::1]:8080?x", "http://[::1]:8080/?x"), ("https://a.b:443/?", "https://a.b/?"),
      ("http://127.1/", "http://127.1/"),
    ])
  func urls(_ text: String, _ written: String) throws {
    #expect(try EgressURL(text).description == written)
  }

  @Test(
    "has no address that two readers could read in two ways",
    arguments: [
      ("example.com", URLFault.scheme), ("//example.com", .scheme), ("https:/a.b", .scheme), ("ftp://a.b/", .scheme),
      ("https://user@a.b/", .credentials), ("https://user:word@a.b/", .credentials), ("https:///x", .host),
      ("https://a..b/", .host), ("https://münchen.example/", .host), ("https://a.b\\c/", .host),
      ("https://a.b:0/", .port), ("https://a.b:/", .port), ("https://a.b:08/", .port), ("https://a.b/#x", .fragment),
      ("https://a.b/x y", .target), ("https://a.b/\r\nX: y", .target), ("https://a.b/é", .target),
      ("https://a.b/\"", .target), ("https://a.b/\\x", .target), ("https://a.b/\u{0}", .target),
      ("https://a.b?x\u{7F}", .target),
    ])
  func badURLs(_ text: String, _ fault: URLFault) {
    #expect(throws: EgressFailure.malformedURL(fault)) { try EgressURL(text) }
    #expect(throws: EgressFailure.malformedURL(.tooLong(limitInBytes: 8_192))) {
      try EgressURL("https://a.b/" + String(repeating: "x", count: 8_192))
    }
  }

  @Test("has an address that grows by what is encoded, and never up")
  func appending() throws {
    let base = try EgressURL("https://desk.example/api/?v=1")
    let url = try base.appending(path: ["tickets", "a/b?c#d ü", "..."], query: [("q", "x&y=z"), ("é", "")])
    #expect(
      url.description == "https://desk.example/api/tickets/a%2Fb%3Fc%23d%20%C3%BC/...?v=1&q=x%26y%3Dz&%C3%A9=")
    for segment in ["..", ".", ""] {
      #expect(throws: EgressFailure.malformedURL(.target)) { try base.appending(path: ["tickets", segment]) }
    }
  }

  @Test(
    "has an address that another one points to",
    arguments: [
      ("https://cdn.example/f?x=1#top", "https://cdn.example/f?x=1"), ("//cdn.example/f", "https://cdn.example/f"),
      ("/f", "https://desk.example:8443/f"), ("f", "https://desk.example:8443/api/v2/f"),
      ("?page=2", "https://desk.example:8443/api/v2/tickets?page=2"),
      ("", "https://desk.example:8443/api/v2/tickets?a=b/c"),
      ("../x", "https://desk.example:8443/api/v2/../x"), ("a/b:c", "https://desk.example:8443/api/v2/a/b:c"),
    ])
  func following(_ reference: String, _ expected: String) throws {
    let url = try EgressURL("https://desk.example:8443/api/v2/tickets?a=b/c")
    #expect(try url.following(reference).description == expected)
  }

  @Test(
    "has no address that another one could trick it into",
    arguments: [
      "http://desk.example/", "javascript:alert(1)", "file:///etc/passwd", "https://user@x.example/", "//x@y.example/",
      "/a b", "/\r\nX: y", "\\\\x.example", "///x", "mailto:a@b.example", "https:/x.example",
    ])
  func notFollowing(_ reference: String) throws {
    let url = try EgressURL("https://desk.example/api")
    #expect(throws: EgressFailure.self) { print(try url.following(reference)) }
  }

  @Test(
    "has headers of which none brings a line along",
    arguments: [
      "a\r\nX: y", "a\nb", "a\rb", "\u{0}", "a\u{0}b", "\u{7F}", "\u{1}", "a\r\n", "e\u{301}\r\n", "👩‍🚒\n",
    ])
  func headerValues(_ value: String) {
    #expect(throws: EgressFailure.malformedHeader(.value(name: "X-A"))) { try EgressHeader("X-A", value) }
    #expect(throws: EgressFailure.malformedHeader(.name)) { try EgressHeader(value, "a") }
    #expect(throws: EgressFailure.self) { try EgressPart(name: "a", type: value, .bytes([])) }
  }

  @Test(
    "has no header that says how it is framed", arguments: ["Host", "content-length", "Transfer-Encoding", "EXPECT"])
  func reserved(_ name: String) {
    #expect(throws: EgressFailure.malformedHeader(.reserved(name: name))) { try EgressHeader(name, "1") }
  }

  @Test("has headers whose values nobody prints")
  func secrets() throws {
    let header = try EgressHeader("Authorization", " Bearer sesame\t")
    #expect(header.value == "Bearer sesame")
    var text = "\(header) \(String(reflecting: header))"
    dump(header, to: &text)
    let url = try EgressURL("https://hooks.example/sesame?key=sesame")
    let request = EgressRequest(.post, url, headers: [header], body: .bytes(Array("sesame".utf8)))
    text += "\(request) \(String(reflecting: request))"
    dump(request, to: &text)
    #expect(!text.contains("sesame"))
  }

  @Test("has more patience the longer it is")
  func patience() throws {
    let url = try EgressURL("https://a.b/")
    func patience(_ request: EgressRequest) -> Duration { request.patience(usual: .seconds(15)) }
    #expect(patience(EgressRequest(.get, url)) == .seconds(15))
    #expect(patience(EgressRequest(.get, url, patience: .seconds(2))) == .seconds(2))
    let file = EgressFile(count: 100 << 20) { _, _ in [] }
    #expect(patience(EgressRequest(.post, url, body: .file(file))) == .seconds(415))
    #expect(patience(EgressRequest(.get, url, answer: .whole(limit: 65_536 + (1 << 20)))) == .seconds(19))
  }
}

@Suite("What came back")
struct AnswerTests {
  private let now = Date(timeIntervalSince1970: 1_795_251_600)

  @Test(
    "says how long to wait, in seconds or by a date, and never more than an hour",
    arguments: [
      ("0", Duration.zero), (" 120 ", .seconds(120)), ("99999", .seconds(3_600)),
      ("99999999999999999999999", .seconds(3_600)), ("Sat, 21 Nov 2026 09:01:00 GMT", .seconds(60)),
      ("Sat, 21 Nov 2026 08:59:59 GMT", .zero), ("Sun, 22 Nov 2099 09:00:00 GMT", .seconds(3_600)),
    ])
  func retryAfter(_ header: String, _ duration: Duration) {
    #expect(RetryAfter.duration(header, at: now) == duration)
  }

  @Test(
    "says nothing of it otherwise",
    arguments: ["", "-1", "1.5", "soon", "Sat, 21 Nov 2026 09:01:00 CET", "Sat, 31 Foo 2026 09:01:00 GMT", "1 2"])
  func noRetryAfter(_ header: String) {
    #expect(RetryAfter.duration(header, at: now) == nil)
  }

  @Test("has an excerpt that is short, and safe to look at")
  func excerpt() {
    let bytes = Array("a\u{1B}\u{0}\u{202E}\n\tb".utf8) + [0xFF]
    #expect(EgressAnswer(status: 200, body: bytes).excerpt == "a\u{FFFD}\u{FFFD}\u{FFFD}\n\tb\u{FFFD}")
    let long = EgressAnswer(status: 200, body: Array(repeating: 0xFF, count: 100_000))
    #expect((1_000...1_024).contains(long.excerpt.utf8.count))
  }

  @Test("is, where it did not, a failure that says whether to try again and whether it may have arrived")
  func failures() {
    #expect(!EgressFailure.refusedAddress.isTemporary && !EgressFailure.malformedURL(.host).isTemporary)
    #expect(EgressFailure.tooOften(retryAfter: .seconds(3)).retryAfter == .seconds(3))
    #expect(EgressFailure.timedOut(.connecting).isTemporary && !EgressFailure.timedOut(.connecting).mayHaveArrived)
    #expect(EgressFailure.timedOut(.answering).mayHaveArrived && EgressFailure.brokenOff.mayHaveArrived)
  }
}
