import Testing
import Web

@Suite("A path to go to after signing in")
struct LocalPathTests {
  @Test(
    "is taken where it lies at the desk",
    arguments: ["/desk/acme", "/desk/acme/tickets/1", "/desk/acme/tickets?q=a%20b"])
  func takesOwn(_ path: String) {
    #expect(LocalPath.inside("/desk/acme", path) == path)
  }

  @Test(
    "A64 is refused where a browser would leave the desk",
    arguments: [
      "", "/", "//e.example", "/\\e.example", "https://e.example", "javascript:alert(1)", "/desk/acme2", "/desk/other",
      "/desk/acme/../other", "/desk/acme//e.example", "/desk/acme/\r\nSet-Cookie:x", "/desk/acme/%0d\n",
      "/desk/acme/\u{0}",
      "/desk/acme\\@e.example", "/desk/acme/é",
    ])
  func refusesForeign(_ path: String) {
    #expect(LocalPath.inside("/desk/acme", path) == nil)
  }
}
