import ArgumentParser
import Foundation
import Mutants
import Simulation

/// Plays desks, hubs, wires and faults, and holds what comes of it against what Baton promises.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play desks, wires and faults from seeds; exit 1 with the seed that broke a promise.")

  @Option(help: "How many seeds to play; with --mutants, how many each may need.")
  var seeds = 1_000
  @Option(help: "The first seed.")
  var start: UInt64 = 1
  @Option(help: "How many desks, 2 to 7; left to the seed unless told.")
  var desks: Int?
  @Option(help: "Play this seed only.")
  var seed: UInt64?
  @Flag(help: "Print what happened, line by line.")
  var trace = false
  @Option(help: "1: storage in memory; 2: the SQL layer on files in a memory file system.")
  var level = 1
  @Option(help: "Leave these faults out: names or numbers, with commas between.")
  var without: String?
  @Option(help: "Leave these deeds out: numbers or spans, as 3,5-9.")
  var skip: String?
  @Flag(help: "Switch on one seeded bug after the other: each has to be caught. Only for a build with -DMUTANTS.")
  var mutants = false
  @Option(help: "With --mutants: only these, with commas between.")
  var only: String?
  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard Scenario.Level(rawValue: level) != nil else { throw ValidationError("--level takes 1 or 2.") }
    guard desks.map({ (2...7).contains($0) }) ?? true else { throw ValidationError("--desks takes 2 to 7.") }
    guard seeds > 0 else { throw ValidationError("--seeds takes a number from 1.") }
    if leftOut.contains(nil) { throw ValidationError("--without names a fault that there is not.") }
    if mutants, !Mutant.arePresent {
      throw ValidationError("This build has no mutants: swift build -c release -Xswiftc -DMUTANTS")
    }
    guard skipped != nil else { throw ValidationError("--skip takes numbers and spans, as 3,5-9.") }
  }

  func run() async throws {
    let simulator = try Simulator(in: level == 2 ? Simulator.memoryFolder() : nil)
    if mutants { return try hunt(with: simulator) }
    let series = SeedSeries(
      simulator: simulator, seeds: seed.map { [$0] } ?? (0..<UInt64(seeds)).map { start + $0 }, trace: trace
    ) { scenario(of: $0) }
    let summary = series.run()
    print(json ? summary.json : summary.text)
    if !summary.isClean { throw ExitCode(1) }
  }

  private func hunt(with simulator: Simulator) throws {
    let hunt = MutantHunt(simulator: simulator, level: Scenario.Level(rawValue: level) ?? .model, seeds: seeds)
    let wanted = only.map { $0.split(separator: ",").map(String.init) }
    var caught: [MutantHunt.Catch] = []
    for mutant in Mutant.allCases where wanted?.contains(mutant.rawValue) ?? true {
      let one = hunt.hunt(mutant)
      caught.append(one)
      if !json { say(one) }
    }
    if json { print(String(decoding: try JSONEncoder().encode(caught), as: UTF8.self)) }
    let escaped = caught.filter { $0.checker == nil }.count
    if !json { show("\(caught.count - escaped) caught, \(escaped) escaped") }
    if escaped > 0 { throw ExitCode(1) }
  }

  private func say(_ one: MutantHunt.Catch) {
    guard let checker = one.checker, let seed = one.seed else {
      return show("ESCAPED  \(one.mutant): \(one.played) seeds")
    }
    show("caught   \(one.mutant): by \(checker), seed \(seed)")
  }

  /// At once, also where the output is a file: a hunt takes minutes.
  private func show(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

  private func scenario(of seed: UInt64) -> Scenario {
    var scenario = Scenario(seed: seed, level: Scenario.Level(rawValue: level) ?? .model, desks: desks)
    let out = leftOut.compactMap { $0 }
    scenario.kinds.removeAll { out.contains($0) }
    scenario.skipped = skipped ?? []
    return scenario
  }

  private var leftOut: [FaultKind?] {
    (without ?? "").split(separator: ",").map { FaultKind(word: String($0)) }
  }

  private var skipped: [Int]? {
    var numbers: [Int] = []
    for part in (skip ?? "").split(separator: ",") {
      let ends = part.split(separator: "-").map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last, last < 1_000 else { return nil }
      numbers += first...last
    }
    return numbers
  }
}
