import LMTP
import Testing

@Suite("Where mail is taken in by LMTP")
struct LMTPAddressTests {
  @Test(
    "is a socket's file or a port of this machine",
    arguments: ["unix:/run/baton/lmtp", "127.0.0.1:24", "127.0.0.1:0", "[::1]:2424"])
  func taken(_ text: String) { #expect(LMTPAddress(text)?.description == text) }

  @Test(
    "is nothing that another machine can come to, and no file without a place",
    arguments: [
      "0.0.0.0:24", "192.168.1.1:24", "mail.example:24", "[::]:24", "127.0.0.1", "127.0.0.1:70000", "unix:lmtp",
      "unix:",
      "", ":24", "unix:/" + String(repeating: "x", count: 108),
    ])
  func refused(_ text: String) { #expect(LMTPAddress(text) == nil) }
}
