import Foundation
import Storage
import Testing
import Web

@Suite("A cursor")
struct CursorTests {
  @Test("leads back to the place that it was made of", arguments: [0, 1, -1, Int64.max, Int64.min, 1_790_000_000_000])
  func leadsBack(key: Int64) throws {
    let position = PagePosition(key: key, id: UUID())
    let text = Cursor.text(position)
    #expect(try Cursor.position(text) == position)
    #expect(text.utf8.allSatisfy { $0 != 0x2B && $0 != 0x2F && $0 != 0x3D })
  }

  @Test(
    "is refused when this hub never gave it",
    arguments: [
      "", "x", "=", "../../etc/passwd", "é", "1", String(repeating: "+/", count: 16), String(repeating: "A", count: 33),
    ])
  func isRefused(text: String) { #expect(throws: Problem.self) { try Cursor.position(text) } }
}

@Suite("A page of a short list")
struct WholePageTests {
  private let all = (0..<5).map { _ in UUID() }

  @Test("leads from one to the next until the list ends")
  func leadsOn() {
    var seen: [UUID] = []
    var request: PageRequest? = PageRequest(limit: 2)
    while let next = request {
      let page = Page(of: all, next) { $0 }
      seen += page.items
      request = page.next.map { PageRequest(limit: 2, after: $0) }
    }
    #expect(seen == all)
  }

  @Test("is empty behind the end", arguments: [5, 99, Int64.max])
  func isEmpty(key: Int64) {
    let page = Page(of: all, PageRequest(limit: 2, after: PagePosition(key: key, id: UUID()))) { $0 }
    #expect(page.items.isEmpty && page.next == nil)
  }
}
