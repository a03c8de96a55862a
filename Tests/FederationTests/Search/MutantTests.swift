import Testing

@Suite("The search of crossing messages")
struct MutantTests {
  @Test("finds a desk that breaks the rules", arguments: Mutant.crossing)
  func finds(mutant: Mutant) {
    var bench = Bench(desks: 3, keepsRecords: false)
    bench.open(.acme)
    bench.mutant = mutant
    let result = Search(bounds: SearchBounds(handoffs: 1, messages: 3)).run(from: bench)
    #expect(result.fault != nil)
  }
}
