import ConnectorConformance
import ConnectorKit
import Foundation
import Jira
import StrictJSON
import Testing
import Ticketing

@Suite("Conversations with Jira")
struct ConversationTests {
  @Test("Markdown is written as a document, and a document read as Markdown")
  func documents() async throws {
    let play = try Play(JiraSubject.asked)
    let id = play.far.open(subject: "Chiller", description: "")
    let words = """
      ## Findings

      The **valve** is `stuck`, see [the manual](https://example.com/manual):

      - first
      - second

      > said the baker

      ```swift
      let a = [1]
      ```
      """
    let comment = OutwardComment(body: words, format: .markdown, isPublic: true, signedBody: words)
    let item = try #require(try await play.carry(.comment(comment), to: id).item)
    let said = try #require(play.far.issues[0].said.first { $0.id == item })
    #expect(said.body["type"] == "doc")
    let kinds = said.body["content"]?.array?.compactMap { $0["type"]?.string }
    #expect(kinds == ["heading", "paragraph", "bulletList", "blockquote", "codeBlock"])
    let heard = try Self.read(said.body)
    #expect(heard.format == .markdown && heard.body == words)
  }

  @Test("a document of plain words is text, without a mark in it")
  func plainDocument() throws {
    let heard = try Self.read([
      "type": "doc", "version": 1,
      "content": [
        ["type": "paragraph", "content": [["type": "text", "text": "snake_case * 2"], ["type": "hardBreak"]]],
        [
          "type": "paragraph",
          "content": [["type": "mention", "attrs": ["id": "x", "text": "@Mia"]], ["type": "text", "text": " look"]],
        ],
      ],
    ])
    #expect(heard.format == .text && heard.body == "snake_case * 2\n\n@Mia look")
  }

  @Test("a document with parts of which nobody has heard is read for its words")
  func strangeDocument() throws {
    let heard = try Self.read([
      "type": "doc", "version": 1,
      "content": [
        ["type": "hologram", "content": [["type": "paragraph", "content": [["type": "text", "text": "inside"]]]]],
        ["type": "mediaSingle", "content": [["type": "media", "attrs": ["alt": "photo.png"]]]],
        ["type": "table", "content": [["type": "tableRow", "content": [["type": "tableCell", "content": []]]]]],
      ],
    ])
    #expect(heard.body.contains("inside") && heard.body.contains("[photo.png]"))
  }

  @Test("wiki text is read as Markdown")
  func wiki() throws {
    let heard = try Self.read(
      .string(
        "h2. Findings\r\n* first\r\n** second\r\nsee [the manual|https://example.com/a], [~mia] {{x}}\r\n{code:java}\r\na[1]\r\n{code}"
      ))
    #expect(
      heard.body
        == "## Findings\n- first\n  - second\nsee [the manual](https://example.com/a), @mia `x`\n```java\na[1]\n```")
    #expect(heard.format == .markdown)
    #expect(try Self.read("just words, 2 * 3").format == .text)
  }

  @Test("nothing that somebody wrote becomes a macro where wiki text is written")
  func macros() async throws {
    let play = try Play(JiraSubject.plain)
    let id = play.far.open(subject: "Chiller", description: "")
    let words = "{html}<script>{html} !x.png! [a|https://evil.example]"
    let comment = OutwardComment(body: words, format: .text, isPublic: true, signedBody: words)
    _ = try await play.carry(.comment(comment), to: id)
    #expect(
      play.far.issues[0].said[0].body
        == "\\{html\\}<script>\\{html\\} \\!x.png\\! \\[a|https://evil.example\\]")
  }

  @Test("a comment on an issue that is no request of a customer's is written by the platform, as internal as it is")
  func noRequest() async throws {
    let play = try Play(JiraSubject.service)
    play.far.hasPortal = false
    let id = play.far.open(subject: "Chiller", description: "")
    let comment = OutwardComment(body: "ours", format: .text, isPublic: false, signedBody: "Ivan: ours")
    let item = try await play.carry(.comment(comment), to: id).item
    #expect(play.far.tickets[0].comments == [.init(id: item ?? "", body: "Ivan: ours", isPublic: false)])
    let file = OutwardFile(
      name: "a.txt", type: "text/plain", isPublic: true,
      content: EgressFile(count: 2) { offset, count in Array([1, 2][offset..<(offset + count)]) })
    _ = try await play.carry(.file(file), to: id)
    #expect(play.far.tickets[0].files.map(\.name) == ["a.txt"])
  }

  @Test("a text that is longer than Jira takes is cut, and people are told")
  func tooLong() async throws {
    let play = try Play(JiraSubject.asked)
    let id = play.far.open(subject: "Chiller", description: "")
    let words = String(repeating: "[*_ ", count: 30_000)
    let comment = OutwardComment(body: words, format: .markdown, isPublic: true, signedBody: words)
    #expect(try await play.carry(.comment(comment), to: id).omitted.count == 1)
  }

  @Test("an edited comment is heard as the same one, a deleted one as deleted")
  func editsAndDeletions() throws {
    let play = try Play(JiraSubject.service)
    let id = play.far.open(subject: "Chiller", description: "")
    play.far.say("at two", isPublic: true, on: id)
    let item = play.far.issues[0].said[0].id
    play.far.edit(item, of: id, to: "at three")
    play.far.remove(item, at: 0, by: "5b10a2844c20165700ede21g")
    let heard = try play.far.hooks.dropFirst().flatMap { try play.heard($0, JiraSubject.service) }.flatMap(\.comments)
    #expect(heard.map(\.id) == [item, item, item])
    #expect(heard.map(\.body) == ["at two", "at three", ""])
    #expect(heard.map(\.isDeleted) == [false, false, true])
  }

  @Test("a file lies in a store of its own, which learns no token")
  func redirect() async throws {
    let play = try Play(JiraSubject.service)
    let id = play.far.open(subject: "Chiller", description: "")
    play.far.attach("a.bin", [1, 2, 3], to: id)
    let hook = try #require(play.far.hooks.last)
    let file = try #require(try play.heard(hook, JiraSubject.service).first?.files.first)
    #expect(try await play.run { play.connector.fetch(file, $0) } == [1, 2, 3])
    #expect(play.requests.map { $0.header("Authorization") == nil } == [false, true])
  }

  /// What a comment of that body is heard as.
  private static func read(_ body: JSONValue) throws -> ReportedComment {
    let play = try Play(JiraSubject.service)
    let said: JSONValue = [
      "timestamp": 1_550_286_678_321, "webhookEvent": "comment_created",
      "comment": ["id": "1", "body": body, "author": ["accountId": "x", "displayName": "Mia"], "jsdPublic": true],
      "issue": ["id": "10040", "key": "HELP-41", "fields": ["summary": "words"]],
    ]
    let hook = Hook(headers: [], body: JSONWriter.bytes(of: said))
    return try #require(try play.heard(hook, JiraSubject.service).first?.comments.first)
  }
}
