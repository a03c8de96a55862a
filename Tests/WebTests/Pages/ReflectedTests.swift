import Foundation
import Mustache
import Testing
import Web

@Suite("A view as templates take it")
struct ReflectedTests {
  private struct Inner {
    let name: String?
    let count: Int
  }

  private struct Outer {
    let name: String
    let inner: Inner?
    let list: [Inner]
    let id: UUID
    let isSo: Bool
  }

  private func html(_ template: String, _ view: Outer) throws -> String {
    try MustacheTemplate(string: template).render(Reflected.view(view))
  }

  private let full = Outer(
    name: "out", inner: Inner(name: "in", count: 1), list: [Inner(name: nil, count: 2), Inner(name: "b", count: 3)],
    id: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)), isSo: true)

  @Test("shows its parts, their parts and lists of them")
  func showsParts() throws {
    #expect(
      try html("{{name}} {{inner.name}} {{#list}}{{count}},{{/list}} {{#isSo}}so{{/isSo}}", full) == "out in 2,3, so")
    #expect(try html("{{id}}", full) == full.id.uuidString)
  }

  @Test("does not look for a name outside that is nothing inside")
  func nothingIsSomething() throws {
    #expect(try html("{{#list}}[{{name}}{{^name}}none{{/name}}{{#name}}!{{/name}}]{{/list}}", full) == "[none][b!]")
    let bare = Outer(name: "out", inner: nil, list: [], id: full.id, isSo: false)
    #expect(
      try html("{{#inner}}{{name}}{{/inner}}{{^inner}}no{{/inner}}{{^list}} one{{/list}}{{^isSo}}!{{/isSo}}", bare)
        == "no one!")
  }

  @Test("reaches what is outside by its name")
  func reachesOut() throws {
    #expect(try html("{{#inner}}{{isSo}}{{count}}{{/inner}}", full) == "true1")
  }
}
