import Testing
import Web

@Suite("The name of a download")
struct ContentDispositionTests {
  @Test(
    "stands in ASCII, and beside it as it is where it is more",
    arguments: [
      ("report.pdf", #"attachment; filename="report.pdf""#),
      ("Übersicht.pdf", #"attachment; filename="_bersicht.pdf"; filename*=UTF-8''%C3%9Cbersicht.pdf"#),
      ("a\"b\\c.txt", #"attachment; filename="a_b_c.txt"; filename*=UTF-8''a%22b%5Cc.txt"#),
      ("50%25.txt", #"attachment; filename="50_25.txt"; filename*=UTF-8''50%2525.txt"#),
      ("日本.png", #"attachment; filename="__.png"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.png"#),
      ("a b;c='d'.txt", #"attachment; filename="a b;c='d'.txt""#),
    ])
  func stands(name: String, header: String) {
    #expect(ContentDisposition.attachment(named: name) == header)
  }

  @Test("ends no header early, whatever it is")
  func staysInTheHeader() {
    let header = ContentDisposition.attachment(named: "a\r\nSet-Cookie: x\u{0}\u{85}\u{2028}.txt")
    #expect(header.utf8.allSatisfy { (0x20...0x7E).contains($0) })
  }
}
