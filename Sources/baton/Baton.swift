import ArgumentParser

/// The hub and its tools.
@main
struct Baton: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baton",
    abstract: "A service-desk hub: companies hand tickets to one another and keep their own desks.",
    version: Version.current,
    subcommands: [
      Serve.self, Demo.self, Migrate.self, TenantCommand.self, AgentCommand.self, TokenCommand.self, Doctor.self,
      DriftCommand.self, ConnectorCommand.self, OperatorCommand.self, MailCommand.self, Routes.self, BackupCommand.self,
      RestoreCommand.self, CopyCommand.self,
      Simulate.self,
    ])
}
