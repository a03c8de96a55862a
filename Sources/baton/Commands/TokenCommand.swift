import ArgumentParser
import Foundation

struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Keys of the API.", subcommands: [Create.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a key for a colleague; it is shown once.")

    @Option(help: "The desk's short name.")
    var tenant: String
    @Option(help: "The colleague's address.")
    var agent: String
    @Flag(help: "Print JSON.")
    var json = false
    @OptionGroup var storage: StorageOptions

    func run() async throws {
      let request = ControlRequest.createToken(tenant: tenant, agent: agent)
      try await ControlClient(place: storage.place).run(request).print(asJSON: json)
    }
  }
}
