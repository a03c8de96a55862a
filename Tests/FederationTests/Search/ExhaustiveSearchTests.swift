import Testing
import Ticketing

@Suite("Two desks, whatever they do and however their messages cross")
struct TwoDeskSearchTests {
  @Test("agree at rest, with one holder")
  func moves() {
    expectAgreement(desks: 2, SearchBounds(confirmsByItself: true))
  }

  @Test("agree when statuses and the requester's replies cross the moves")
  func statuses() {
    let words: [StatusCategory] = [.inProgress, .waitingForRequester, .closed, .cancelled]
    expectAgreement(desks: 2, SearchBounds(handoffs: 1, statuses: words, replies: true))
  }

  @Test("agree when either ends the partnership, or both do")
  func endings() {
    expectAgreement(
      desks: 2,
      SearchBounds(
        handoffs: 1, words: 1, statuses: [.inProgress, .cancelled], ends: [0], keepsCopies: true, reopens: true))
  }
}

@Suite("Three desks in a chain, whatever they do and however their messages cross")
struct ThreeDeskSearchTests {
  @Test("agree at rest, with one holder, when the middle desk hands on", .quarter(3))
  func cascade() {
    expectAgreement(desks: 3, SearchBounds(handoffs: 1))
  }

  @Test("agree when the middle desk passes completions through", .quarter(3))
  func passingThrough() {
    expectAgreement(desks: 3, SearchBounds(handoffs: 1)) { $0.equip(.fieldworks, passesThrough: true) }
  }

  @Test("agree when statuses and the requester's replies go through the chain", .quarter(2))
  func statuses() {
    expectAgreement(
      desks: 3,
      SearchBounds(handoffs: 1, words: 1, messages: 2, statuses: [.inProgress, .waitingForRequester], replies: true))
  }

  @Test("agree when a partnership ends, above or below", .quarter(0), arguments: [0, 1])
  func endings(upper: Int) {
    expectAgreement(desks: 3, SearchBounds(handoffs: 1, messages: 2, ends: [upper]))
  }
}

/// Searches, prints how far it went, and fails with the way to the first fault.
func expectAgreement(desks: Int, _ bounds: SearchBounds, _ prepare: (inout Bench) -> Void = { _ in }) {
  var bench = Bench(desks: desks, keepsRecords: false)
  prepare(&bench)
  bench.open(.acme)
  let result = Search(bounds: bounds).run(from: bench)
  print("search: \(desks) desks, \(result.states) states, \(result.atRest) at rest, \(result.steps) steps")
  #expect(result.fault == nil, "\n\(result.fault ?? "")")
}
