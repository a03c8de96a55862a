import ArgumentParser
import ConnectorKit
import Foundation
import MailReading
import MessageFormat
import StrictJSON
import Web

extension ConnectorCommand {
  /// What was recorded or parked, once more.
  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read a recorded webhook, or replay what is parked of a connection.",
      discussion: """
        With a connector and the body of a webhook in a file, it says whether the webhook is proved, what it reports, and
        what a mapping would make of that; nothing is kept, and nobody is asked. With a connection of a desk, what came
        and did not fit is tried again, ticket by ticket and in order, and what failed on its way there is sent again.
        Of a connector that takes mail the file holds a mail as it came, read as if it had come to the secret address.
        """)

    @Argument(help: "The connector, as `baton connector list` calls it.")
    var connector: String?

    @Argument(help: "A file with the body, byte by byte; - reads the standard input.", completion: .file())
    var body: String?

    @Option(help: "A file with settings and secrets as JSON.", completion: .file())
    var settings: String?

    @Option(help: "A file with the mapping as JSON; the connector's standard, unless told.", completion: .file())
    var mapping: String?

    @Option(parsing: .singleValue, help: "A header that came with it, “Name: value”; once for each.")
    var header: [String] = []

    @Option(help: "The method that it came with.")
    var method = "POST"

    @Option(help: "The path behind the hook's key, of a protocol that has one.")
    var path = ""

    @Option(help: "When it came, as in 2026-01-31T12:00:00Z: what its signature's age is counted to. Now, unless told.")
    var at: String?

    @OptionGroup var connection: ConnectionArguments

    @Flag(help: "Print JSON, a line for each thing that was reported.")
    var json = false

    func validate() throws {
      let isNamed = try connection.isNamed
      guard isNamed == (connector == nil), isNamed == (body == nil), isNamed == (settings == nil) else {
        throw ValidationError(
          "name a connector, a file and its --settings, or a connection by --tenant and --connection")
      }
      for line in header where !line.dropFirst().contains(":") {
        throw ValidationError("--header takes “Name: value”; not \(line)")
      }
      if let at, RFC3339.date(at) == nil {
        throw ValidationError("--at takes a time such as 2026-01-31T12:00:00Z; not \(at)")
      }
    }

    func run() async throws {
      if let connector, let body, let settings { return try read(connector, body, settings) }
      let answer = try await ControlClient(place: connection.storage.place).run(
        .replayConnection(tenant: connection.tenant ?? "", connection: connection.connection ?? ""))
      try answer.print(asJSON: json)
    }

    private func read(_ name: String, _ body: String, _ settings: String) throws {
      let type = try kind(name)
      let connector = try ConnectorFile.connector(type, at: settings)
      let mapping = try mapping.map { try ConnectorFile.mapping(at: $0) } ?? .standard(type.vocabulary)
      let (bytes, now) = (try ConnectorFile.bytes(at: body), at.flatMap { RFC3339.date($0) } ?? Date())
      let hook = Hook(method: method.uppercased(), headers: header.map(Self.header), path: path, body: bytes)
      let heard: Heard
      do throws(HookRefusal) {
        heard =
          type.takesMail
          ? Heard(try connector.read(Self.mail(bytes, at: now))) : try connector.hear(hook, at: now)
      } catch {
        if json { show(["refused": .string(error.sentence)]) } else { print("refused: \(error.sentence)") }
        throw ExitCode.failure
      }
      let readings = try heard.reports.map { try ReportReading($0, mapping) }
      if json { return readings.forEach { show($0.json) } }
      print("It is proved, and reports \(readings.count) \(readings.count == 1 ? "thing" : "things").")
      for reading in readings { reading.printWords() }
      if !heard.learnt.isEmpty {
        print("It gives something to be kept: \(heard.learnt.keys.sorted().joined(separator: ", ")).")
      }
    }

    /// Nobody's word about its sender is believed, and no mark in it, since no hub's keys are at hand.
    private static func mail(_ bytes: [UInt8], at now: Date) -> ForeignMail {
      let mail = MailReader().read(bytes)
      return ForeignMail(
        mail: mail, kind: MailKind(of: mail, ours: ""), door: .secret, id: ForeignMail.fingerprint(of: mail),
        receivedAt: now, locations: mail.files.indices.map(String.init))
    }

    private static func header(_ line: String) -> (name: String, value: String) {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      return (name: parts[0].lowercased(), value: parts.count > 1 ? parts[1] : "")
    }
  }
}
