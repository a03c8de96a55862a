import ArgumentParser
import Foundation

struct AgentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent", abstract: "The people at a desk.", subcommands: [Create.self, LiftSecondStep.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take a colleague in.")

    @Argument(help: "The colleague's address.")
    var email: String
    @Option(help: "The desk's short name.")
    var tenant: String
    @Option(help: "The colleague's name.")
    var name: String
    @Option(help: "agent, admin, or light (reads and comments only).")
    var role = "agent"
    @Flag(help: "Print JSON.")
    var json = false
    @OptionGroup var storage: StorageOptions

    func run() async throws {
      let request = ControlRequest.createAgent(tenant: tenant, email: email, name: name, role: role)
      try await ControlClient(place: storage.place).run(request).print(asJSON: json)
    }
  }

  struct LiftSecondStep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take away the second step of somebody who lost the device and the recovery codes.",
      discussion: "The password alone signs in then. It stands in the desk's audit log.")

    @Argument(help: "The person's address.")
    var email: String
    @Option(help: "The desk's short name.")
    var tenant: String
    @Flag(help: "Print JSON.")
    var json = false
    @OptionGroup var storage: StorageOptions

    func run() async throws {
      let request = ControlRequest.liftSecondStep(tenant: tenant, email: email)
      try await ControlClient(place: storage.place).run(request).print(asJSON: json)
    }
  }
}
