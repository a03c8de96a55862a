import MailReading
import Testing

@Suite("How far a sender is believed")
struct SenderStandingTests {
  private func standing(_ text: String) -> SenderStanding { SenderStanding(read(text, trusted: ["mx.acme.example"])) }

  @Test("A10 a domain that the trusted server found to be right is proved, and no other word of anybody's")
  func proven() {
    let from = "From: Nadia <nadia@acme.example>\n\nx\n"
    #expect(
      standing("Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\n" + from) == .proven)
    #expect(
      standing("Authentication-Results: mx.acme.example; dmarc=pass header.from=ACME.example\n" + from) == .proven)
    for field in [
      "evil.example; dmarc=pass header.from=acme.example", "mx.acme.example; dmarc=pass header.from=evil.example",
      "mx.acme.example; dmarc=pass", "mx.acme.example; dkim=pass header.d=acme.example", "mx.acme.example; none",
    ] {
      #expect(standing("Authentication-Results: \(field)\n" + from) == .claimed, "\(field)")
    }
    #expect(standing(from) == .claimed)
  }

  @Test("A01, A09 a refuted one is doubted, as is one whom two programs see as two")
  func doubted() {
    let failed = "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example\n"
    #expect(standing(failed + "From: nadia@acme.example\n\nx\n") == .doubted)
    for head in [
      "From: a@acme.example\nFrom: b@evil.example", "From: a@acme.example, b@evil.example", "Subject: x",
      "From: nobody",
      "From: a@acme.example\nSender: b@evil.example",
    ] {
      #expect(standing(head + "\n\nx\n") == .doubted, "\(head)")
    }
  }

  @Test("one in whose name somebody else sends is told from the others")
  func onBehalf() {
    func isOnlyOnBehalf(_ text: String) -> Bool {
      SenderStanding.isOnlyOnBehalf(read(text, trusted: ["mx.acme.example"]))
    }
    let head = "From: a@acme.example\nSender: form@web.example\n"
    #expect(isOnlyOnBehalf(head + "\nx\n"))
    #expect(!isOnlyOnBehalf("From: b@acme.example\n" + head + "\nx\n"))
    #expect(!isOnlyOnBehalf("Authentication-Results: mx.acme.example; dmarc=fail\n" + head + "\nx\n"))
    #expect(!isOnlyOnBehalf("From: a@acme.example\n\nx\n"))
  }
}
