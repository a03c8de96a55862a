import ArgumentParser
import ConnectorKit
import CurlEgress
import Foundation
import Relay
import StrictJSON
import Ticketing
import Web

extension ConnectorCommand {
  /// A test call: with what a file says, or with what a connection of a running hub is set up with.
  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Try settings and secrets at the far side; exit 1 if it does not take them.",
      discussion: """
        Nothing is changed there. Either name a connector and a file with {"settings": {…}, "secrets": {…}}, as
        `POST /api/v1/connections` takes them, or a connection of a desk whose hub runs.
        """)

    @Argument(help: "The connector, as `baton connector list` calls it.")
    var connector: String?

    @Argument(help: "A file with settings and secrets as JSON; - reads the standard input.", completion: .file())
    var file: String?

    @OptionGroup var connection: ConnectionArguments
    @OptionGroup var egress: EgressArguments

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
      let isNamed = try connection.isNamed
      guard isNamed == (connector == nil), isNamed == (file == nil) else {
        throw ValidationError("name a connector and a file, or a connection by --tenant and --connection")
      }
    }

    func run() async throws {
      if let connector, let file { return try show(try await trial(of: connector, by: file)) }
      let answer = try await ControlClient(place: connection.storage.place).run(
        .testConnection(tenant: connection.tenant ?? "", connection: connection.connection ?? ""))
      guard case .tested(let trial) = answer else { return try answer.print(asJSON: json) }
      try show(trial)
    }

    private func trial(of name: String, by file: String) async throws -> ControlAnswer.Trial {
      let type = try kind(name)
      let connector = try ConnectorFile.connector(type, at: file)
      let far = CurlEgress(egress.options) { Date() }
      let connections = OutsideConnections(ConnectorCatalogue(Connectors.all))
      let errands = Errands(egress: far, connections: connections) { Date() }
      // Nobody's: what is learnt on the way is forgotten with this process.
      var moment = Moment(now: Date(), seed: UInt64.random(in: .min ... .max))
      let nobody: TenantID = moment.newID()
      let trial: ControlAnswer.Trial
      do throws(DeliveryFailure) {
        let found = try await errands.run(for: nobody) { connector.test($0) }
        trial = .init(found, knowing: .standard(type.vocabulary))
      } catch { trial = .init(error) }
      await far.close()
      return trial
    }

    private func show(_ trial: ControlAnswer.Trial) throws {
      if json { ConnectorCommand.show(trial.json) } else { try trial.printWords() }
      if !trial.ok { throw ExitCode.failure }
    }
  }
}

/// A connection of a desk at a hub.
struct ConnectionArguments: ParsableArguments {
  @Option(help: "The desk's short name.")
  var tenant: String?

  @Option(help: "The connection's id.")
  var connection: String?

  @OptionGroup var storage: StorageOptions

  /// - Throws: `ValidationError` where only half of it is given.
  var isNamed: Bool {
    get throws {
      guard (tenant == nil) == (connection == nil) else {
        throw ValidationError("--tenant and --connection belong together")
      }
      return tenant != nil
    }
  }
}
