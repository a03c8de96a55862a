import Federation
import Testing

@Suite("Comparing turns")
struct TurnTests {
  @Test("goes by the epoch first, then by the number")
  func order() {
    let turns = [Turn(number: 1), Turn(number: 2), Turn(epoch: 2, number: 1), Turn(epoch: 2, number: 9)]
    #expect(turns == turns.sorted())
    #expect(Turn(epoch: 1, number: 9).age(against: Turn(epoch: 2, number: 1)) == .older)
    #expect(Turn(epoch: 2, number: 1).age(against: Turn(epoch: 1, number: 9)) == .newer)
    #expect(Turn(epoch: 2, number: 3).age(against: Turn(epoch: 2, number: 3)) == .same)
  }
}
