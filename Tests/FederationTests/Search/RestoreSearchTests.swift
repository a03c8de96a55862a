import Federation
import Testing
import Ticketing

@Suite("Two desks, one of which goes back to an earlier moment")
struct RestoreSearchTests {
  @Test("agree at rest, with one holder, whatever it has forgotten", arguments: [Who.acme, .fieldworks])
  func one(_ who: Who) {
    expectAgreement(desks: 2, SearchBounds(handoffs: 1, messages: 3, restores: [who], acts: 4)) { $0.keepsBooks = true }
  }

  @Test("agree when statuses were said and forgotten", arguments: [Who.acme, .fieldworks])
  func statuses(_ who: Who) {
    let bounds = SearchBounds(
      handoffs: 1, words: 1, messages: 3, statuses: [.inProgress, .onHold], restores: [who], acts: 4)
    expectAgreement(desks: 2, bounds) { $0.keepsBooks = true }
  }

  @Test("agree when both go back, each to a moment of its own", arguments: [false, true])
  func both(isAccepted: Bool) throws {
    var bench = Bench(desks: 2, keepsRecords: false)
    bench.open(.acme)
    bench.keepsBooks = true
    if isAccepted {
      let id = try bench.offer(.acme, to: .fieldworks)
      bench.deliverAll()
      try bench.accept(id)
      bench.deliverAll()
    }
    let bounds = SearchBounds(handoffs: 1, messages: 2, restores: [.acme, .fieldworks], acts: isAccepted ? 1 : 2)
    let result = Search(bounds: bounds).run(from: bench)
    print("search: both of 2 desks go back, \(result.states) states, \(result.atRest) at rest, \(result.steps) steps")
    #expect(result.fault == nil, "\n\(result.fault ?? "")")
  }

  @Test("agree when the middle one of three goes back", .quarter(1))
  func middle() {
    expectAgreement(desks: 3, SearchBounds(handoffs: 1, messages: 2, restores: [.fieldworks], acts: 5)) {
      $0.keepsBooks = true
    }
  }

  @Test("do not where a desk breaks the rules: the search finds it", arguments: Mutant.restoring)
  func finds(_ mutant: Mutant) {
    var bench = Bench(desks: 2, keepsRecords: false)
    bench.open(.acme)
    bench.keepsBooks = true
    bench.mutant = mutant
    let bounds = SearchBounds(handoffs: 1, messages: 3, restores: [.acme, .fieldworks], acts: 4)
    #expect(Search(bounds: bounds).run(from: bench).fault != nil)
  }
}
