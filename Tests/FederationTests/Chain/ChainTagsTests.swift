import Federation
import Foundation
import Testing
import Ticketing

@Suite("The tags of a chain")
struct ChainTagsTests {
  private func desk(_ index: Int) throws -> FederationID {
    try #require(FederationID(hex: String(repeating: "0\(index)", count: 16)))
  }

  private func moment(_ seed: UInt64 = 1) -> Moment { Moment(now: Date(timeIntervalSince1970: 1_000_000), seed: seed) }

  @Test("are exactly eight, and all different, however many desks are in it")
  func eight() throws {
    var moment = moment()
    var tags = try ChainTags(startingAt: desk(1), moment: &moment)
    for index in 1...8 {
      if index > 1 { tags = try #require(tags.joined(by: desk(index), moment: &moment)) }
      #expect(tags.tags.count == 8)
      #expect(Set(tags.tags).count == 8)
      for other in 1...9 { #expect(try tags.contains(desk(other)) == (other <= index)) }
    }
    #expect(try tags.joined(by: desk(9), moment: &moment) == nil)
    #expect(try tags.joined(by: desk(3), moment: &moment) == tags)
  }

  @Test("tell one desk apart in every chain, and stand in no order")
  func unlinkable() throws {
    var positions: Set<Int> = []
    var seen: Set<String> = []
    for seed in 1...50 {
      var moment = moment(UInt64(seed) &* 0x9E37_79B9)
      let tags = try ChainTags(startingAt: desk(1), moment: &moment)
      var other = self.moment(UInt64(seed) &* 77)
      let longer = try #require(tags.joined(by: desk(2), moment: &other))
      let added = try #require(Set(longer.tags).subtracting(tags.tags).first)
      positions.insert(try #require(longer.tags.firstIndex(of: added)))
      #expect(seen.isDisjoint(with: tags.tags))
      seen.formUnion(tags.tags)
    }
    #expect(positions.count > 4)
  }

  @Test("are refused in any other number", arguments: [0, 7, 9])
  func number(count: Int) throws {
    let tags = (0..<count).map { "\"\($0)\"" }.joined(separator: ",")
    let text = "{\"chain\":\"01890000-0000-7000-8000-000000000000\",\"tags\":[\(tags)]}"
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ChainTags.self, from: Data(text.utf8)) }
  }
}
