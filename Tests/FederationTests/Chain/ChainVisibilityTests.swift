import Federation
import Testing
import Ticketing

@Suite("What a desk sees of its chain")
struct ChainVisibilityTests {
  private func chain(_ rule: SharingRules.ChainDetail) throws -> Bench {
    try Bench.chain(4) { bench in
      for (one, other) in [(Who.acme, Who.fieldworks), (.fieldworks, .sparks), (.sparks, .volta)] {
        try bench.share(one, with: other) { $0.chain = rule }
        try bench.share(other, with: one) { $0.chain = rule }
      }
    }.0
  }

  private func names(_ bench: Bench, _ who: Who) throws -> [String] {
    let chain = try bench.chained(who).chain
    return (chain.above + chain.below).map { $0.isHolder ? $0.desk + "*" : $0.desk }
  }

  @Test("is its neighbours, unless they let out more")
  func none() throws {
    let bench = try chain(.none)
    #expect(try names(bench, .acme) == ["Fieldworks*"])
    #expect(try names(bench, .fieldworks) == ["Acme", "Sparks*"])
    #expect(try names(bench, .volta) == ["Sparks"])
    #expect(try bench.chained(.acme).holder == "Fieldworks")
    #expect(try bench.chained(.volta).holder == "Volta")
  }

  @Test("is every desk with the holder, from the first down to the last, where names are let out")
  func names() throws {
    let bench = try chain(.names)
    #expect(try names(bench, .acme) == ["Fieldworks", "Sparks", "Volta*"])
    #expect(try names(bench, .fieldworks) == ["Acme", "Sparks", "Volta*"])
    #expect(try names(bench, .volta) == ["Acme", "Fieldworks", "Sparks"])
    for who in Who.allCases.prefix(4) {
      #expect(try bench.chained(who).holder == "Volta")
      let chain = try bench.chained(who).chain
      let beyond = chain.above.dropLast() + chain.below.dropFirst()
      #expect(beyond.allSatisfy { $0.since == nil })
    }
  }

  @Test("has the times too where they are let out")
  func times() throws {
    let bench = try chain(.times)
    #expect(try bench.chained(.acme).chain.below.allSatisfy { $0.since != nil })
    #expect(try bench.chained(.volta).chain.above.allSatisfy { $0.since != nil })
  }

  @Test("follows what happens below, up to the first desk")
  func reports() throws {
    var bench = try chain(.names)
    try bench.set(.volta, .onHold)
    bench.deliverAll()
    let below = try bench.chained(.acme).chain.below
    #expect(below.last?.category == .onHold)
    #expect(below.last?.label == "On hold")
    let last = try #require(bench.record(.volta).handoffs.first?.id)
    try bench.giveBack(last)
    bench.deliverAll()
    #expect(try names(bench, .acme) == ["Fieldworks", "Sparks*"])
    #expect(try bench.chained(.acme).holder == "Sparks")
  }

  @Test("ends at a desk that lets out nothing")
  func partly() throws {
    let (bench, _) = try Bench.chain(4) { bench in
      try bench.share(.volta, with: .sparks) { $0.chain = .names }
      try bench.share(.sparks, with: .fieldworks) { $0.chain = .names }
    }
    #expect(try names(bench, .fieldworks) == ["Acme", "Sparks", "Volta*"])
    #expect(try names(bench, .acme) == ["Fieldworks*"])
  }

  @Test("comes to rest: reports do not answer one another")
  func rest() throws {
    var bench = try chain(.times)
    try bench.set(.volta, .onHold)
    var steps = 0
    while !bench.post.isEmpty {
      bench.deliver(0)
      steps += 1
      try #require(steps < 30)
    }
  }
}
