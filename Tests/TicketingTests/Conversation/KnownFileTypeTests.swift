import Testing
import Ticketing

@Suite("A file's type")
struct KnownFileTypeTests {
  @Test(
    "is what the sender says, unless the bytes belie it",
    arguments: [
      ("image/png", "\u{89}PNG", "application/octet-stream"), ("image/gif", "GIF89a..", "image/gif"),
      ("image/png", "<svg onload=x>", "application/octet-stream"), ("application/pdf", "%PDF-1.7", "application/pdf"),
      ("image/webp", "RIFF....WEBP", "image/webp"), ("image/webp", "RIFF....WAVE", "application/octet-stream"),
      ("text/plain", "hello", "text/plain"), ("text/plain", "a\u{0}b", "application/octet-stream"),
      ("application/vnd.ms-excel", "..", "application/vnd.ms-excel"), (nil, "..", "application/octet-stream"),
    ] as [(String?, String, String)])
  func isBelieved(claimed: String?, beginning: String, kept: String) {
    #expect(KnownFileType.kept(claimed, beginning: Array(beginning.utf8)) == kept)
  }

  @Test(
    "is named to a browser only where that is safe",
    arguments: [
      ("image/png", "image/png"), ("text/html", "application/octet-stream"),
      ("image/svg+xml", "application/octet-stream"), ("application/xhtml+xml", "application/octet-stream"),
    ])
  func isServed(kept: String, served: String) { #expect(KnownFileType.served(kept) == served) }
}
