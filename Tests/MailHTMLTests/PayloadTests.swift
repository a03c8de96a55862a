import Foundation
import MailHTML
import Testing

@Suite("HTML that was written to do harm")
struct PayloadTests {
  /// Where each payload is put, so that it is read in every state in which a browser may be.
  private static let places: [@Sendable (String) -> String] = [
    { $0 }, { "<p>\($0)</p>" }, { "<table><tr><td>\($0)" }, { "<table>\($0)</table>" }, { "<svg>\($0)</svg>" },
    { "<math><mtext>\($0)" }, { "<a title=\"\($0)\">x</a>" }, { "<img alt='\($0)'>" }, { "<a href=\($0)>x</a>" },
    { "<!--\($0)-->" }, { "<style>\($0)</style>" }, { "<noscript>\($0)</noscript>" }, { "<select>\($0)" },
    { "<form><math><mtext></form><form><mglyph><style>\($0)" }, { "<template>\($0)</template>\($0)" },
    { "<textarea>\($0)</textarea>" }, { "<b><p><a href=//x>\($0)" }, { "<svg><desc>\($0)</svg>" }, { $0 + $0 },
    { "<xmp>\($0)</xmp>" }, { "<a href=\"\($0)\"><b>" }, { "<title>\($0)</title>" }, { "<ul><li>\($0)<li>" },
    { "<annotation-xml encoding=text/html>\($0)" }, { "<iframe srcdoc='\($0)'></iframe>" }, { "<plaintext>\($0)" },
  ]

  /// Our own, one for each way that is known.
  private static let own = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>", "<x/onclick=alert(1)//><b>",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<form><button formaction=javascript:alert(1)>x", "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<isindex type=image src=1 onerror=alert(1)>", "<base href=\"javascript:/a/\"><a href=\"//alert(1)\">x</a>",
    "<table><td background=javascript:alert(1)>", "<details open ontoggle=alert(1)>", "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>", "</style><script>alert(1)</script>", "--><script>alert(1)</script>",
    "<a\u{0C}href=//x\u{0C}>y",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<input onfocus=alert(1) autofocus>",
    "<math><maction actiontype=\"statusline#http://x\" xlink:href=\"javascript:alert(1)\">x",
    "<a href=\"jav&#x0A;ascript:alert(1)\">x</a>", "<a href=\"&#x6A;avascript:alert(1)\">x</a>",
    "<meta charset=utf-7>+ADw-script+AD4-",
  ]

  private struct Payload: Decodable { let payload: String?; let input: String? }

  private static func lying(_ name: String) -> [String] {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let place =
      ProcessInfo.processInfo.environment["BATON_MAILS"].map { URL(filePath: $0).deletingLastPathComponent() }
      ?? repository.deletingLastPathComponent().appending(path: "shared/data")
    guard let bytes = try? Data(contentsOf: place.appending(path: "spec/\(name)")) else { return [] }
    return ((try? JSONDecoder().decode([Payload].self, from: bytes)) ?? []).compactMap { $0.payload ?? $0.input }
  }

  private func holds(_ payloads: [String]) {
    for payload in payloads {
      for place in Self.places {
        let html = place(payload)
        let once = SafeHTML(UntrustedHTML(html)).text
        #expect(HTMLJudge.findings(in: once).isEmpty, "\(html.debugDescription) became \(once.debugDescription)")
        #expect(
          SafeHTML(UntrustedHTML(once)).text == once, "another time \(html.debugDescription) becomes something else")
      }
    }
  }

  @Test(
    "A12 A13 A14 holds nothing but what is allowed, in the eyes of another's parser, and is the same when it is made safe again"
  )
  func own() { holds(Self.own) }

  @Test(
    "would be found by the judge",
    arguments: [
      "<script>x</script>", "<svg></svg>", "<p onclick=x>", "<p class=x>", "<a href=javascript:x>", "<img src=//x>",
      "<p><!--x-->",
      "<form></form>", "<p style=x>", "<a href=x>",
    ])
  func judged(_ html: String) {
    #expect(!HTMLJudge.findings(in: html).isEmpty)
  }

  @Test("A12 the same for the payloads of DOMPurify and html5lib, each in every place: more than five thousand")
  func recorded() {
    let payloads = Self.lying("dompurify-xss-payloads.json") + Self.lying("html5lib-sanitizer-tests1.json")
    guard !payloads.isEmpty else {
      print("The payloads of DOMPurify and html5lib are not beside this repository: only our own were tried.")
      return
    }
    print("payloads \(payloads.count) × \(Self.places.count) = \(payloads.count * Self.places.count)")
    #expect(payloads.count * Self.places.count >= 5_000)
    holds(payloads)
  }
}
