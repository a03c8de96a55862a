import MailHTML
import MailReading
import Testing

@Suite("What is new in an answer of HTML")
struct HTMLReplyTests {
  private func new(_ html: String) -> String {
    HTMLTree(reading: HTMLReply(UntrustedHTML(html)).newWords.text).plainText
  }

  @Test(
    "is told from what mail programs quote",
    arguments: [
      "<div>New.</div><div class=gmail_quote><div class=gmail_attr>On 3 Mar 2025 Ann wrote:</div><blockquote>older</blockquote></div>",
      "<p>New.</p><div class=moz-cite-prefix>Am 3.3.2025 schrieb Ann:</div><blockquote type=cite>older</blockquote>",
      "<p>New.</p><blockquote type=cite>older</blockquote>",
      "<div>New.</div><hr><div id=divRplyFwdMsg><b>From:</b> Ann</div><div>older</div>",
      "<div>New.</div><div id=appendonsend></div><hr><div><b>Wem auch immer:</b> Ann</div><div>older</div>",
      "<p>New.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Ann<br><b>Sent:</b> Monday<br><b>To:</b> Desk<br><b>Subject:</b> x</p></div><p>older</p>",
      "<div>New.</div><div class=OutlookMessageHeader><hr><b>X:</b> Ann</div><div>older</div>",
      "<div>New.</div><div name=quote><div><b>Gesendet:</b> Montag</div>older</div>",
      "<div>New.</div><div class=yahoo_quoted>older</div>", "<div>New.</div><div class=protonmail_quote>older</div>",
      "New.<br><br>Thu, 3 Mar 2025 10:15:00 +0100 Ann &lt;a@x.example&gt;:<br><blockquote>older</blockquote>",
      "<div>New.</div><div class=gmail_signature>Ann</div>", "<div>New.</div><div class=moz-signature>-- <br>Ann</div>",
      "<div>New.</div><div id=Signature>Ann</div>", "<p>New.</p><p>Best regards,<br>Ann</p>",
      "<table><tr><td>New.<br>-----Original Message-----<br>older</td></tr></table>",
    ])
  func programs(_ html: String) {
    #expect(new(html) == "New.")
  }

  @Test("stands among and below quotations as well")
  func between() {
    #expect(new("<blockquote>One?</blockquote><p>Yes.</p><blockquote>Two?</blockquote><p>No.</p>") == "Yes.\n\nNo.")
  }

  @Test("is all of it where nothing else is there")
  func onlyQuoted() {
    #expect(new("<div class=gmail_quote>Forwarded words</div>") == "Forwarded words")
    #expect(new("<p>Hello</p><p>World</p>") == "Hello\n\nWorld")
  }

  @Test(
    "and what is folded are the whole, each word once",
    arguments: [
      "<p>New.</p><blockquote>a<p>b</p></blockquote>c<div class=gmail_signature>d</div><img src=cid:x>",
      "<div class=gmail_quote>a</div>",
      "<ul><li>a<li>b</ul><hr>On 3 Mar 2025 Ann &lt;a@x.example&gt; wrote:<br>c", "", "a",
    ])
  func whole(_ html: String) {
    func words(_ html: String) -> [Substring] {
      HTMLTree(reading: html).plainText.split { " \n>-".contains($0) }.sorted()
    }
    let reply = HTMLReply(UntrustedHTML(html))
    #expect((words(reply.newWords.text) + words(reply.folded.text)).sorted() == words(html))
  }

  @Test("is made safe like all else")
  func safe() {
    let reply = HTMLReply(
      UntrustedHTML("<p onclick=x>New.<script>x</script></p><blockquote type=cite style=x>older</blockquote>"))
    #expect(reply.newWords.text == "<p>New.</p>")
    #expect(reply.folded.text == "<blockquote>older</blockquote>")
  }
}
