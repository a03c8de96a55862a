import MailReading
import Testing

@Suite("What a server found about a mail's origin")
struct AuthenticationResultTests {
  private static let found = """
    Authentication-Results: mx.acme.example (the hop) 1;
     spf=pass smtp.mailfrom=example.com; dkim=fail (bad; signature) header.d="example.com";
     dmarc = pass header.from=example.com
    Authentication-Results: mx.acme.example; dmarc=fail
    Authentication-Results: evil.example; dmarc=pass header.from=bank.example


    x
    """

  @Test("A10 is believed of the trusted server only, and only what stands highest")
  func trusted() {
    let results = read(Self.found, trusted: ["MX.acme.example"]).authentication
    #expect(results.map(\.method) == ["spf", "dkim", "dmarc"])
    #expect(results.map(\.result) == ["pass", "fail", "pass"])
    #expect(results[1].properties == ["header.d": "example.com"])
    #expect(results[2].properties == ["header.from": "example.com"])
  }

  @Test(
    "A10 is believed of nobody, where nobody is trusted, or another one",
    arguments: [[], ["acme.example"], ["mx.acme.example.evil"]])
  func untrusted(_ servers: [String]) {
    #expect(read(Self.found, trusted: Set(servers)).authentication.isEmpty)
  }

  @Test(
    "is nothing where it says nothing",
    arguments: ["mx.acme.example; none", "mx.acme.example", "", ";;;", "mx.acme.example; =; ="])
  func nothing(_ value: String) {
    let results = read("Authentication-Results: \(value)\n\nx\n", trusted: ["mx.acme.example"]).authentication
    #expect(results.allSatisfy { $0.result != "pass" })
  }
}
