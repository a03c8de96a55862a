import Foundation
import Testing
import Ticketing

@Suite("A desk's statuses")
struct StatusBookTests {
  private var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 1)

  private func status(_ name: String, _ category: StatusCategory, _ position: Int, seed: UInt64) -> Status {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: seed)
    return Status(id: moment.newID(), name: name, category: category, position: position)
  }

  @Test("begin with one in every category", arguments: StatusCategory.allCases)
  func standard(category: StatusCategory) {
    var moment = moment
    let book = StatusBook.standard(&moment)
    #expect(book.statuses.count(where: { $0.category == category }) == 1)
    #expect(book.first(category).category == category)
  }

  @Test("stand in the order of their positions, and the lowest is a category's default")
  func order() {
    let book = StatusBook([
      status("B", .onHold, 5, seed: 1), status("A", .onHold, 2, seed: 2), status("C", .new, 3, seed: 3),
    ])
    #expect(book.statuses.map(\.name) == ["A", "C", "B"])
    #expect(book.first(.onHold).name == "A")
  }

  @Test("are found by name without regard to case, and by id")
  func find() {
    let waiting = status("Waiting for Parts", .onHold, 1, seed: 1)
    let book = StatusBook([waiting])
    #expect(book.named("waiting for parts") == waiting)
    #expect(book.named("waiting") == nil)
    #expect(book[waiting.id] == waiting)
  }

  @Test("keep what is in use, what a mapping needs, and the last of a category")
  func removing() throws {
    let (one, two) = (status("One", .onHold, 1, seed: 1), status("Two", .onHold, 2, seed: 2))
    let book = StatusBook([one, two])
    #expect(throws: StatusRefusal.inUse("One", tickets: 3)) {
      try book.removing(one.id, inUse: 3, mappings: [])
    }
    #expect(throws: StatusRefusal.neededByMapping("One", partnerships: ["Acme"])) {
      try book.removing(one.id, inUse: 0, mappings: ["Acme"])
    }
    let left = try book.removing(one.id, inUse: 0, mappings: [])
    #expect(left.statuses == [two])
    #expect(throws: StatusRefusal.lastOfCategory("Two", .onHold)) {
      try left.removing(two.id, inUse: 0, mappings: [])
    }
    #expect(try left.removing(one.id, inUse: 0, mappings: []) == left)
  }

  @Test(
    "are over in three categories",
    arguments: StatusCategory.allCases)
  func ended(category: StatusCategory) {
    #expect(category.isEnded == [.resolved, .closed, .cancelled].contains(category))
  }
}
