import ArgumentParser

/// What two partners' records of a handoff have drifted apart in.
struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift", abstract: "Compare what partners keep of the tickets handed over between them.",
    subcommands: [Check.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare every open handoff now, and put right what differs; exit 1 if something stays so.")

    @Flag(help: "Print JSON.")
    var json = false
    @OptionGroup var storage: StorageOptions

    func run() async throws {
      let answer = try await ControlClient(place: storage.place).run(.compareHandoffs)
      try answer.print(asJSON: json)
      if case .compared(let tally) = answer, tally.left > 0 { throw ExitCode(1) }
    }
  }
}
