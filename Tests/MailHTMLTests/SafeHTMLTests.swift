import MailHTML
import Testing

@Suite("HTML of a mail, made safe")
struct SafeHTMLTests {
  private func safe(_ html: String) -> String { SafeHTML(UntrustedHTML(html)).text }

  @Test(
    "keeps words and their form",
    arguments: [
      ("<p>Hello <b>you</b></p>", "<p>Hello <b>you</b></p>"),
      ("a < b & c", "a &lt; b &amp; c"),
      ("<P CLASS=x STYLE='color:red'>A</P>", "<p>A</p>"),
      ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
      ("<p>a<p>b", "<p>a</p><p>b</p>"),
      ("<table><tr><td>a<td>b<tr><td>c</table>", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"),
      ("<b><i>a</b>b</i>", "<b><i>a</i></b>b"),
      ("a<br/>b</br>c", "a<br>b<br>c"),
      ("<custom>a</custom><o:p>b</o:p>", "ab"),
      ("&auml;&nbsp;&#8364;&#x20AC;&#128;&unknown;&amp;lt;", "ä\u{A0}€€€&amp;unknown;&amp;lt;"),
      ("<td>a</td>", "a"),
      (
        "<a href=\"https://example.com/?a=1&amp;b=2\">x</a>",
        "<a href=\"https://example.com/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a>"
      ),
      ("<img src=cid:a@b alt=\"x\" width=10>", "<img src=\"cid:a@b\" alt=\"x\" width=\"10\">"),
      ("<div dir=rtl align=center>x</div>", "<div dir=\"rtl\" align=\"center\">x</div>"),
    ])
  func form(_ html: String, _ expected: String) {
    #expect(safe(html) == expected)
  }

  @Test(
    "A12 A13 drops what runs, styles, asks or frames, with its content",
    arguments: [
      "<script>alert(1)</script>", "<style>p{}</style>", "<SCRIPT SRC=//evil></SCRIPT >", "<iframe src=x>a</iframe>",
      "<svg><script>alert(1)</script><a xlink:href=x>y</a></svg>", "<math><mi>x</mi></math>",
      "<template><img src=x onerror=alert(1)></template>", "<!--[if gte mso 9]><script>x</script><![endif]-->",
      "<title>x</title>", "<textarea><img src=x></textarea>", "<select><option>x</select>",
      "<link rel=stylesheet href=//evil>",
      "<meta http-equiv=refresh content=0>", "<base href=//evil>", "<input autofocus onfocus=alert(1)>", "<?xml x?>",
      "<!doctype html>",
      "<script>/*", "<!-- unended", "<a href=x", "<noframes><img src=x></noframes>", "<embed src=x>", "<bgsound src=x>",
    ])
  func dropped(_ html: String) {
    #expect(safe(html) == "")
  }

  @Test(
    "A12 leads to http, https, mailto and cid only",
    arguments: [
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
      "java&#10;script:alert(1)",
      "&#1;javascript:alert(1)", "javascript&colon;alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
      "ftp://x",
      "/path", "#x", "?x", "page.html", "", "http:", "blob:x", "about:blank", "http&#58", "\u{0}javascript:x", "///",
      "cid:",
    ])
  func schemes(_ address: String) {
    #expect(safe("<a href=\"\(address)\">x</a>") == "<a>x</a>")
  }

  @Test("A14 fetches nothing: a picture from elsewhere keeps its address where no browser looks")
  func pictures() {
    #expect(safe("<img src=http://x.example/p.png alt=y>") == "<img data-remote=\"http://x.example/p.png\" alt=\"y\">")
    #expect(safe("<img src=//x.example/p.png>") == "<img data-remote=\"https://x.example/p.png\">")
    #expect(safe("<img srcset='//x 2x' lowsrc=//x dynsrc=//x>") == "<img>")
    #expect(safe("<img src=data:image/png;base64,AA>") == "<img>")
    #expect(safe("<table background=//x><td background=//x>y") == "<table><td>y</td></table>")
    #expect(safe("<video poster=//x><source src=//y></video>a") == "a")
    #expect(safe("<image src=//x.example/p>") == "<img data-remote=\"https://x.example/p\">")
  }

  @Test("lets no attribute end its value, and no text its element")
  func escapes() {
    #expect(
      safe("<img alt='\"><script>alert(1)</script>'>")
        == "<img alt=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">")
    #expect(safe("&lt;script&gt;alert(1)&lt;/script&gt;") == "&lt;script&gt;alert(1)&lt;/script&gt;")
    #expect(safe("<xmp><script>alert(1)</script></xmp>") == "&lt;script&gt;alert(1)&lt;/script&gt;")
  }

  @Test("goes no deeper than two hundred elements, and loses no word for it")
  func depth() {
    let deep = safe(
      String(repeating: "<div>", count: 100_000) + "x" + String(repeating: "</div>", count: 100_000) + "y")
    #expect(deep == String(repeating: "<div>", count: 200) + "x" + String(repeating: "</div>", count: 200) + "y")
  }

  @Test("has a hundred thousand nodes at most, and loses no word for it")
  func many() {
    let html = String(repeating: "<b>a</b> ", count: 120_000)
    #expect(HTMLTree(reading: html).nodes.count <= 100_001)
    let once = safe(html)
    #expect(once.utf8.reduce(into: 0) { $0 += $1 == 0x61 ? 1 : 0 } == 120_000)
    #expect(safe(once) == once)
  }

  @Test(
    "A17 is made in time that grows with its size, whatever is repeated",
    arguments: [
      "<", "<a", "<a ", "<!--", "</b>", "<b>", "<p><b>", "<table><tr><td>", "<a href=x>", "&", "&#", "&nbsp", "<x>y",
      "<script>",
      "</script", "<!", "<?", "<svg>", "<li>", "<div class=\"", "<td>", "<h1>",
    ])
  func linear(_ piece: String) {
    let html = String(repeating: piece, count: 400_000 / piece.utf8.count)
    #expect(safe(html).utf8.count < 6_000_000)
  }
}
