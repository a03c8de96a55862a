import ArgumentParser
import Foundation

struct TenantCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tenant", abstract: "The companies on this hub.", subcommands: [Create.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Give a company a desk of its own.")

    @Argument(help: "A short name: 2 to 40 of a–z, 0–9 and hyphen, beginning with a letter.")
    var slug: String
    @Option(help: "The company's name, as its partners see it.")
    var name: String
    @Option(help: "The address of its first admin.")
    var admin: String
    @Flag(help: "Print JSON.")
    var json = false
    @OptionGroup var storage: StorageOptions

    func run() async throws {
      let request = ControlRequest.createTenant(slug: slug, name: name, admin: admin)
      try await ControlClient(place: storage.place).run(request).print(asJSON: json)
    }
  }
}
