import Mail
import Testing

@Suite("The server that mail goes through")
struct SMTPServerTests {
  private static let credentials = SMTPServer.Credentials(user: "hub", password: "secret")

  @Test(
    "is named by its address alone", arguments: ["smtp://127.0.0.1:25", "smtps://mail.example.com", "smtp://[::1]:25"])
  func addresses(_ url: String) throws {
    #expect(try SMTPServer(url: url, credentials: nil, tls: .none).url == url)
  }

  @Test(
    "is no other thing",
    arguments: [
      "", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://a:b@mail.example.com", "smtp://a b",
    ])
  func others(_ url: String) {
    #expect(throws: SMTPServerRefusal.url(url)) { try SMTPServer(url: url, credentials: nil, tls: .require) }
  }

  @Test("hears a password only where nobody else can")
  func passwords() throws {
    for (url, tls) in [("smtp://mail.example.com", SMTPServer.TLS.none), ("smtp://mail.example.com", .opportunistic)] {
      #expect(throws: SMTPServerRefusal.openPassword) {
        try SMTPServer(url: url, credentials: Self.credentials, tls: tls)
      }
    }
    for (url, tls) in [
      ("smtp://mail.example.com", SMTPServer.TLS.require), ("smtps://mail.example.com", .none),
      ("smtp://127.0.0.1:25", .none),
    ] {
      #expect(try SMTPServer(url: url, credentials: Self.credentials, tls: tls).credentials == Self.credentials)
    }
  }
}
