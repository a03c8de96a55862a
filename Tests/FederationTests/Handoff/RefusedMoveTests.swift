import Federation
import Testing
import Ticketing

@Suite("A move that the state forbids")
struct RefusedMoveTests {
  /// Both desks with a handoff in one state.
  static func bench(in state: HandoffState) throws -> (Bench, HandoffID) {
    var bench = Bench(desks: 2)
    bench.open(.acme)
    let id = try bench.offer(.acme, to: .fieldworks)
    bench.deliverAll()
    switch state {
    case .offered: break
    case .accepted: try bench.accept(id)
    case .declined: try bench.decline(id)
    case .withdrawn: try bench.withdraw(id)
    case .completed, .confirmed, .recalled, .returned:
      try bench.accept(id)
      bench.deliverAll()
      if state == .recalled { try bench.recall(id) }
      if state == .returned { try bench.giveBack(id) }
      if state == .completed || state == .confirmed { try bench.complete(id) }
      bench.deliverAll()
      if state == .confirmed { try bench.confirm(id) }
    }
    bench.deliverAll()
    return (bench, id)
  }

  @Test("is refused to the delegator, naming what is allowed", arguments: HandoffState.allCases, DelegatorMove.allCases)
  func delegator(state: HandoffState, move: DelegatorMove) throws {
    var (bench, id) = try Self.bench(in: state)
    try #require(bench.states(id) == [state, state])
    func make() throws {
      switch move {
      case .withdraw: try bench.withdraw(id)
      case .recall: try bench.recall(id)
      case .rework: try bench.rework(id)
      case .confirm: try bench.confirm(id)
      }
    }
    let allowed = HandoffTable.moves(ofDelegatorIn: state)
    if allowed.contains(move.rawValue) {
      try make()
      #expect(try bench.handoff(id, .delegator).turn > Turn(number: 1))
    } else {
      #expect(throws: HandoffRefusal.forbidden(move: move.rawValue, state: state, allowed: allowed)) { try make() }
    }
  }

  @Test("is refused to the delegate, naming what is allowed", arguments: HandoffState.allCases, DelegateMove.allCases)
  func delegate(state: HandoffState, move: DelegateMove) throws {
    var (bench, id) = try Self.bench(in: state)
    let turn = try bench.handoff(id, .delegate).turn
    func make() throws {
      switch move {
      case .accept: try bench.accept(id)
      case .decline: try bench.decline(id)
      case .complete: try bench.complete(id)
      case .return: try bench.giveBack(id)
      }
    }
    let allowed = HandoffTable.moves(ofDelegateIn: state)
    if allowed.contains(move.rawValue) {
      try make()
      #expect(try bench.handoff(id, .delegate).turn == turn)
    } else {
      #expect(throws: HandoffRefusal.forbidden(move: move.rawValue, state: state, allowed: allowed)) { try make() }
    }
  }

  @Test("is refused to the other desk")
  func otherDesk() throws {
    var (bench, id) = try Self.bench(in: .offered)
    let fieldworks = try bench.last(.fieldworks)
    #expect(throws: HandoffRefusal.notYours(move: "withdraw", side: .delegate)) {
      try bench.act(fieldworks) { (chained, author, moment) throws(HandoffRefusal) in
        try chained.withdraw(id, by: author, &moment)
      }
    }
    let acme = try bench.last(.acme)
    #expect(throws: HandoffRefusal.notYours(move: "accept", side: .delegator)) {
      try bench.act(acme) { (chained, author, moment) throws(HandoffRefusal) in
        try chained.accept(id, by: author, &moment)
      }
    }
  }

  @Test(
    "leaves the delegate's ticket where the state puts it",
    arguments: [
      (HandoffState.offered, StatusCategory.new), (.accepted, .new), (.completed, .resolved), (.confirmed, .closed),
      (.declined, .cancelled), (.withdrawn, .cancelled), (.recalled, .cancelled), (.returned, .cancelled),
    ])
  func ticket(state: HandoffState, category: StatusCategory) throws {
    let (bench, _) = try Self.bench(in: state)
    #expect(try bench.category(.fieldworks) == category)
  }
}
