import ConnectorKit
import Testing
import Ticketing

@Suite("Markdown for desks with a markup of their own")
struct MarkupTests {
  @Test("is taken apart into blocks")
  func blocks() {
    let text = """
      # Title
      One line
      and another

      * first
        goes on
      * second
      1. third
      > quoted
      ---
      ~~~sql
      select *
      """
    #expect(
      Markup.blocks(text, .markdown) == [
        .heading(level: 1, [MarkupSpan("Title")]),
        .paragraph([MarkupSpan("One line\nand another")]),
        .list(isOrdered: false, items: [[MarkupSpan("first\ngoes on")], [MarkupSpan("second")]]),
        .list(isOrdered: true, items: [[MarkupSpan("third")]]),
        .quote([MarkupSpan("quoted")]),
        .rule,
        .code(language: "sql", "select *"),
      ])
  }

  @Test(
    "has spans in it",
    arguments: [
      ("a **b** c", [MarkupSpan("a "), MarkupSpan("b", isStrong: true), MarkupSpan(" c")]),
      ("`a*b*`", [MarkupSpan("a*b*", isCode: true)]),
      (
        "snake_case_name 2*3*4 ",
        [MarkupSpan("snake_case_name 2"), MarkupSpan("3", isEmphasised: true), MarkupSpan("4 ")]
      ),
      ("[a](https://b.example)", [MarkupSpan("a", link: "https://b.example")]),
      ("<https://b.example>", [MarkupSpan("https://b.example", link: "https://b.example")]),
      ("[a](javascript:alert)", [MarkupSpan("[a](javascript:alert)")]),
      ("\\*a\\*", [MarkupSpan("*a*")]),
      ("** a **", [MarkupSpan("** a **")]),
    ])
  func spans(_ text: String, _ expected: [MarkupSpan]) {
    guard case .paragraph(let spans)? = Markup.blocks(text, .markdown).first else {
      Issue.record("\(text) is no paragraph")
      return
    }
    #expect(spans == expected)
  }

  @Test("text is text, whatever marks are in it")
  func text() {
    #expect(
      Markup.blocks("# no *title*\n\n- x", .text) == [
        .paragraph([MarkupSpan("# no *title*")]), .paragraph([MarkupSpan("- x")]),
      ])
  }

  @Test(
    "is read whatever stands there, and each word arrives",
    arguments: ["[", "*", "_", "`", "<", "**", "[[](", "\\", "> ", "# ", "- ", "1. ", "[a](", "*a "])
  func hostile(_ piece: String) {
    let blocks = Markup.blocks(String(repeating: piece, count: 20_000) + "end", .markdown)
    #expect("\(blocks)".contains("end"))
  }
}
