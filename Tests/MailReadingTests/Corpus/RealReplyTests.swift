import Foundation
import MailHTML
import MailReading
import MessageFormat
import Testing

@Suite(
  "Real answers",
  .enabled(if: Corpus.isThere, "The corpus is not beside this repository: our own recordings are all that is read."))
struct RealReplyTests {
  private struct Verdict: Decodable { let visible: String }

  private static func bare(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// What is new in answers of which nobody else's verdict is there: how it begins and ends, as people who read them say.
  private static let ours: [String: (begin: String, end: String)] = [
    // The parser whose verdict comes with these shows a signature under a long dash, and one under "Sincerely".
    "replies/crisp/email_tricky_16_unicode_signatures.txt": ("Thanks for the update!", "Sarah"),
    "replies/crisp/email_not_a_signature.txt": ("Dear XXXXX:", "our domain name services."),
    "replies/zapier/email_gmail.txt": ("This is a test", "github message."),
    "replies/zapier/email_headers_no_delimiter.txt": ("And another reply!", "And another reply!"),
    "replies/zapier/pathological.txt": ("I think you're onto", "back to a computer."),
    "desk/redmine/issue_update_with_quoted_reply_above.eml": ("An update", "dictumst."),
    "desk/rt/multipart-alternative-with-umlaut.eml": ("Hello,", "causes rt to crash."),
    "zammad/mail003.eml": ("Hallo Fritz,", "anmelden."), "zammad/mail005.eml": ("Hallo Martin,", "John & Marc"),
    "zammad/mail008.eml": ("Gravierend?", "Gravierend?"), "zammad/mail085.eml": ("Liebes Team,", "Liebes Team,"),
    "zammad-extra/client_a_3.txt": ("Hi Roy,", "vielen Dank!"),
    "zammad-extra/client_b_2.txt": ("Hallo Herr", "können."),
    "zammad-extra/client_a_2.txt": ("Hi Martin,", "Vielen Dank!"), "zammad-extra/mail2.box": ("äöüß", "-Martin"),
    "threads/notmuch/default_bar_new_22_2_.eml": ("The version of lib/messages.cc", "line 466)."),
    "threads/notmuch/default_cur_29_2_.eml": ("Yeah, the archive", "get fixed."),
    "threads/notmuch/default_cur_43_2_.eml": ("Fixed it in transit", "until later for that)"),
    "threads/notmuch/default_foo_baz_12_2_.eml": ("I've also pushed", "-keith"),
    "threads/notmuch/default_foo_new_03_2_.eml": ("I saw the LWN article", "Cheers,"),
    "threads/notmuch/default_cur_49_2_.eml": ("Definitely.", "-Carl"),
    "threads/notmuch/default_cur_41_2_.eml": ("Welcome, Lars!", "-Carl"),
  ]

  @Test("show what is new in them, and fold the rest")
  func replies() throws {
    var tally = Tally()
    let place = Corpus.root.appending(path: "replies/crisp/_expected.json")
    let verdicts = try JSONDecoder().decode([String: Verdict].self, from: Data(contentsOf: place))
    for file in Corpus.files("replies/crisp", ".txt") {
      guard let verdict = verdicts[file.name] else { continue }
      let reply = ReplyText(file.text)
      let ours = Self.ours["replies/crisp/\(file.name)"]
      let isRight =
        ours.map { reply.newWords.hasPrefix($0.begin) && reply.newWords.hasSuffix($0.end) }
        ?? (Self.bare(reply.newWords) == Self.bare(verdict.visible))
      tally.count(file, isRight: isRight, "shows \(reply.newWords.suffix(80).debugDescription)")
    }
    for file in Corpus.files("replies/talon", ".eml") where file.name != "reply-quotations-share-block.eml" {
      let mail = MailReader().read(file.bytes)
      let new = ReplyText(mail.words).newWords
      let rich = mail.html.map { HTMLTree(reading: HTMLReply($0).newWords.text).plainText } ?? new
      tally.count(
        file, isRight: [new, rich].allSatisfy { Self.bare($0) == "Hello" },
        "shows \(new.debugDescription) and \(rich.debugDescription)")
    }
    for file in Corpus.files("replies/talon", ".html") {
      let new = HTMLTree(reading: HTMLReply(UntrustedHTML(file.text)).newWords.text).plainText
      tally.count(
        file, isRight: Self.bare(new) == "Hi. I am fine. Thanks, Alex", "shows \(new.prefix(200).debugDescription)")
    }
    for folder in [
      "replies/zapier", "replies/willdurand", "desk/redmine", "desk/rt", "zammad", "zammad-extra", "threads/notmuch",
    ] {
      for file in Corpus.files(folder, ".txt", ".eml", ".box") {
        guard let (begin, end) = Self.ours["\(folder)/\(file.name)"] else { continue }
        let text = file.name.hasSuffix(".txt") ? file.text : MailReader().read(file.bytes).words
        let new = ReplyText(text).newWords
        tally.count(
          file, isRight: new.hasPrefix(begin) && new.hasSuffix(end),
          "shows \(new.prefix(60).debugDescription) … \(new.suffix(60).debugDescription)")
      }
    }
    print(tally.report("New words of answers"))
    #expect(tally.right * 100 >= tally.all * 95)
  }

  @Test("are whole in their pieces, to the byte")
  func whole() {
    for folder in Corpus.folders + ["replies/crisp", "replies/zapier", "replies/willdurand"] {
      for file in Corpus.files(folder, ".eml", ".txt", ".box") {
        let text = file.name.hasSuffix(".txt") ? file.text : MailReader().read(file.bytes).words
        #expect(Array(ReplyText(text).pieces.map(\.text).joined().utf8) == Array(text.utf8), "\(folder)/\(file.name)")
      }
    }
  }
}
