import MailHTML
import Testing

@Suite("HTML of a mail as plain text")
struct PlainTextTests {
  @Test(
    "reads as it is seen",
    arguments: [
      ("<p>One</p><p>Two</p>", "One\n\nTwo"),
      ("One<br>Two<br><br>Three", "One\nTwo\n\nThree"),
      ("<div>One</div><div>Two</div>", "One\nTwo"),
      ("  One \n  two  ", "One two"),
      ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
      ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
      ("a<blockquote>b<blockquote>c</blockquote></blockquote>d", "a\n\n> b\n>\n> > c\n\nd"),
      ("<a href=https://example.com/x>here</a>", "here <https://example.com/x>"),
      ("<a href=https://example.com/>https://example.com</a>", "https://example.com"),
      ("<a href=https://example.com/>example.com</a>", "example.com"),
      ("<a href=mailto:a@example.com>a@example.com</a>", "a@example.com"),
      ("<pre>a\n  b</pre>", "a\n  b"),
      ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
      ("<img src=cid:x alt=Logo>", "[Logo]"),
      ("a<hr>b", "a\n---\nb"),
      ("<style>x</style><script>y</script>z", "z"),
      ("&nbsp;<p>&nbsp;</p>a", "a"),
    ])
  func seen(_ html: String, _ text: String) {
    #expect(HTMLTree(reading: html).plainText == text)
  }

  @Test("does not grow with the depth of quotations")
  func amplification() {
    let html = String(repeating: "<blockquote>", count: 300) + String(repeating: "a<br>", count: 50_000)
    #expect(HTMLTree(reading: html).plainText.utf8.count < 2_000_000)
  }
}
