import ArgumentParser

struct OperatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operator", abstract: "The page of who runs the hub.", subcommands: [Link.self])

  struct Link: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a link to the running hub's operator page; it opens once, within ten minutes.")

    @Flag(help: "Print JSON.")
    var json = false
    @OptionGroup var storage: StorageOptions

    func run() async throws {
      try await ControlClient(place: storage.place).run(.operatorLink).print(asJSON: json)
    }
  }
}
