import ConnectorKit
import CurlEgress
import Foundation
import Synchronization
import Testing

@Suite("Addresses that nobody may be asked at")
struct ForbiddenAddressTests {
  /// Hosts as an attacker writes them. What reads numbers reads them as this machine's, so that no name server is asked.
  private static let literals = [
    "127.0.0.1", "127.1", "127.0.1", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "0x7F.0x0.0x0.0x1", "2130706433",
    "017700000001", "0177.0.0.1", "0177.1", "00000177.0.0.1", "127.000.000.001", "127.0.0.01", "127.255.255.254",
    "0", "0.0.0.0", "0x0", "0.1", "10.0.0.1", "10.1", "0xa000001", "012.0.0.1", "167772161", "172.16.0.1",
    "172.31.255.255", "0xac.16.1", "192.168.0.1", "192.168.1", "0xc0a80001", "3232235521", "100.64.0.1",
    "100.127.255.254", "169.254.169.254", "0xa9fea9fe", "2852039166", "169.254.43518", "0251.0376.0251.0376",
    "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "0xffffffff",
    "4294967295", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::169.254.169.254]",
    "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001::1]", "[2001:0:7f00:1::]",
    "[fe80::1]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[fd12:3456::1]", "[ff02::1]", "[2001:db8::1]",
    "[3fff::1]", "[100::1]", "[5f00::1]", "[4000::1]", "LOCALHOST", "localhost",
  ]

  /// What no reader of addresses takes: told apart before anything is asked.
  private static let noHosts = [
    "①②⑦.⓪.⓪.①", "127。0。0。1", "127.0.0.1.", "[::1", "::1", "[fe80::1%25lo]", "[fe80::1%lo]", "[127.0.0.1]",
    "[::1]]", "127.0.0.1%00.example.com", "127.0.0.1\\@example.com", "example.com@127.0.0.1", "a:b@127.0.0.1",
    "%31%32%37.0.0.1", "127.0.0.1 ", " 127.0.0.1", "127.0.0.1\t", "127.0.0.1\r\nHost: x", "[host]", ".", "",
    "127..1", "exam ple", "ⓛocalhost", "[::ffff:0x7f.1]",
  ]

  @Test("A53: are not asked, however they are written, and all in the same words")
  func literals() async throws {
    let side = try FarSide.saying(FarSide.ok("secret"))
    defer { side.close() }
    let egress = try Ground.egress(allowing: [], resolver: SystemResolver())
    #expect(Self.literals.count >= 60)
    for host in Self.literals {
      for url in ["http://\(host):\(side.port)/latest/meta-data", "https://\(host)/"] {
        let request = EgressRequest(.get, try EgressURL(url))
        await #expect(throws: EgressFailure.refusedAddress, "\(url)") { try await egress.send(request) }
      }
    }
    await egress.close()
    #expect(side.connections == 0)
  }

  @Test("A53: are not hidden in what is no host, nor by a port that two readers take for two")
  func malformed() throws {
    for host in Self.noHosts {
      #expect(throws: EgressFailure.self, "\(host)") { try EgressURL("http://\(host)/") }
    }
    for port in ["080", "00080", "0", "65536", "99999999999", "-1", "+80", "80 ", "8o", "", " "] where port != "" {
      #expect(throws: EgressFailure.malformedURL(.port), "\(port)") { try EgressURL("http://example.com:\(port)/") }
    }
    for scheme in ["ftp", "file", "gopher", "dict", "smtp", "ldap", "javascript", "HTTPx", ""] {
      #expect(throws: EgressFailure.malformedURL(.scheme), "\(scheme)") { try EgressURL("\(scheme)://example.com/") }
    }
  }

  @Test("A53: are this machine's own, too, although the internet sees them")
  func own() {
    let wall = AddressGuard()
    let address = IPAddress.v4(0x0808_0808)
    #expect(wall.refusal(of: address) == nil)
    #expect(wall.refusal(of: address, own: [address]) == .own)
  }

  @Test("A53: are asked where the operator allows their range, and then no other")
  func exceptions() async throws {
    let side = try FarSide.saying(FarSide.ok("ok"), at: "127.0.0.7")
    defer { side.close() }
    let egress = try Ground.egress(allowing: ["127.0.0.7/32"], resolver: SystemResolver())
    #expect(try await egress.send(EgressRequest(.get, EgressURL(side.url(host: "127.0.0.7")))).status == 200)
    for host in ["127.0.0.8", "[::ffff:127.0.0.7]", "10.0.0.1"] {
      let request = EgressRequest(.get, try EgressURL(side.url(host: host)))
      await #expect(throws: EgressFailure.refusedAddress) { try await egress.send(request) }
    }
    await egress.close()
    #expect(side.connections == 1)
  }

  @Test("A54: refuse all of a name that has one of them, wherever it stands in the answer", arguments: [0, 1, 2])
  func mixed(_ index: Int) async throws {
    let side = try FarSide.saying(FarSide.ok("secret"))
    defer { side.close() }
    var addresses = ["127.0.0.1", "127.0.0.1"]
    addresses.insert("10.0.0.1", at: index)
    let egress = try Ground.egress(resolver: TestResolver(["mixed.test": addresses]))
    let request = EgressRequest(.get, try EgressURL(side.url(host: "mixed.test")))
    #expect(await Ground.ask(egress, request).refusal == .refusedAddress)
    #expect(side.connections == 0)
  }

  @Test("A54: are not reached by a name that changes its mind: it is asked once, and what was judged is dialled")
  func rebinding() async throws {
    let good = try FarSide.saying(FarSide.ok("good"))
    defer { good.close() }
    let resolver = TestResolver("flip.test", one: [.success(["127.0.0.1"]), .success(["10.0.0.1"])])
    let egress = try Ground.egress(resolver: resolver)
    let request = EgressRequest(.get, try EgressURL(good.url(host: "flip.test")))
    let answer = try await egress.send(request)
    #expect(answer.status == 200)
    #expect(resolver.asked == ["flip.test"])
    #expect(good.requests.first?["Host"] == "flip.test:\(good.port)")
    await egress.close()
  }

  @Test("A54: are refused when a name has changed its mind, once what was known of it is stale")
  func stale() async throws {
    let good = try FarSide.saying(FarSide.ok("good"))
    defer { good.close() }
    let resolver = TestResolver("flip.test", one: [.success(["127.0.0.1"]), .success(["127.0.0.1", "192.168.1.1"])])
    let egress = try Ground.egress(resolver: resolver) { $0.namePatience = .zero }
    let request = EgressRequest(.get, try EgressURL(good.url(host: "flip.test")))
    _ = try await egress.send(request)
    await #expect(throws: EgressFailure.refusedAddress) { try await egress.send(request) }
    await egress.close()
    #expect(resolver.asked.count == 2 && good.requests.count == 1)
  }

  @Test("A54: are tried one after the other where all of them are good")
  func several() async throws {
    let side = try FarSide.saying(FarSide.ok("ok"))
    defer { side.close() }
    // Nobody listens at the first two.
    let egress = try Ground.egress(
      allowing: ["127.0.0.0/8", "::1"], resolver: TestResolver(["desk.test": ["::1", "127.0.0.9", "127.0.0.1"]]))
    let request = EgressRequest(.get, try EgressURL(side.url(host: "desk.test")))
    #expect(try await Ground.ask(egress, request).get().status == 200)
  }

  @Test("A54: are asked of a name once, however many want to know it at the same time")
  func together() async throws {
    let side = try FarSide.saying(FarSide.ok("ok"))
    defer { side.close() }
    let resolver = TestResolver(["desk.test": ["127.0.0.1"]])
    let egress = try Ground.egress(resolver: resolver)
    let request = EgressRequest(.get, try EgressURL(side.url(host: "desk.test")))
    await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<50 { group.addTask { try? await egress.send(request).status } }
      for await status in group { #expect(status == 200) }
    }
    await egress.close()
    #expect(resolver.asked.count == 1)
    #expect(side.connections <= 4)
  }

  @Test("A55: are not reached by a redirect: it is an answer like another", arguments: [301, 302, 303, 307, 308])
  func redirects(_ status: Int) async throws {
    let inner = try FarSide.saying(FarSide.ok("secret"))
    defer { inner.close() }
    let outer = try FarSide.saying(
      "HTTP/1.1 \(status) Elsewhere\r\nLocation: \(inner.url("/latest"))\r\nContent-Length: 0\r\n\r\n")
    defer { outer.close() }
    let egress = try Ground.egress()
    let answer = try await egress.send(EgressRequest(.get, try EgressURL(outer.url())))
    await egress.close()
    #expect(answer.status == status && answer.body.isEmpty)
    #expect(inner.connections == 0 && outer.requests.count == 1)
  }

  @Test("A51: hear no credential by way of a redirect", arguments: [302, 307, 308])
  func credentials(_ status: Int) async throws {
    let attacker = try FarSide.saying(FarSide.ok(""))
    defer { attacker.close() }
    let partner = try FarSide.saying(
      "HTTP/1.1 \(status) Elsewhere\r\nLocation: //127.0.0.1:\(attacker.port)/\r\nContent-Length: 0\r\n\r\n")
    defer { partner.close() }
    let request = EgressRequest(
      .post, try EgressURL(partner.url()), headers: [try EgressHeader("Authorization", "Bearer sesame")],
      body: .bytes(Array("{}".utf8)))
    let answer = try await Ground.ask(Ground.egress(), request).get()
    #expect(answer.status == status)
    #expect(partner.requests.first?["Authorization"] == "Bearer sesame")
    #expect(attacker.connections == 0)
  }

  @Test("A59: give nothing to show; of other answers a log gets a kilobyte of plain text at most")
  func reflection() async throws {
    let body = "\u{1B}[31m\r\u{202E}secret " + String(repeating: "é", count: 4_000)
    let side = try FarSide.saying(FarSide.ok(body))
    defer { side.close() }
    let answer = try await Ground.ask(Ground.egress(), EgressRequest(.get, EgressURL(side.url()))).get()
    #expect(answer.body.count == body.utf8.count)
    #expect(answer.excerpt.utf8.count <= 1_024 && answer.excerpt.hasPrefix("\u{FFFD}[31m\u{FFFD}\u{FFFD}secret éé"))
    let blocked = try await Ground.ask(
      Ground.egress(allowing: []), EgressRequest(.get, EgressURL(side.url()))
    ).refusal
    #expect(blocked == .refusedAddress)
    #expect("\(EgressFailure.refusedAddress)".contains("127") == false)
  }
}
