import ArgumentParser
import ConnectorKit
import Federation
import StrictJSON
import Web

/// What connectors there are and what they want, so that settings and mappings can live in version control.
struct ConnectorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connector",
    abstract: "Look at the kinds of external desk that this hub can bridge, check mappings, and try connections.",
    subcommands: [List.self, Schema.self, Check.self, Test.self, Replay.self])

  static func kind(_ name: String) throws -> any Connector.Type {
    let catalogue = ConnectorCatalogue(Connectors.all)
    guard let type = catalogue[name] else {
      let known = catalogue.kinds.map { $0.kind }.joined(separator: ", ")
      throw ValidationError("there is no connector “\(name)”; there are \(known)")
    }
    return type
  }

  static func show(_ value: JSONValue) { print(String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)) }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the connectors.")

    @Flag(help: "Print JSON, a line for each.")
    var json = false

    func run() {
      for type in ConnectorCatalogue(Connectors.all).kinds {
        if json {
          show(["connector": .string(type.kind), "title": .string(type.title)])
        } else {
          print(type.kind + String(repeating: " ", count: max(1, 20 - type.kind.utf8.count)) + type.title)
        }
      }
    }
  }

  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print as JSON what a connector is set up with, its statuses and its standard mapping.")

    @Argument(help: "The connector, as `baton connector list` calls it.")
    var connector: String

    func run() throws { show(try ConnectorView.json(kind(connector))) }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a mapping in a file; exit 1 if a hub would refuse it.",
      discussion: "Begin with `mapping` of what `baton connector schema` prints, and change it.")

    @Argument(help: "The connector, as `baton connector list` calls it.")
    var connector: String

    @Argument(help: "A file with the mapping as JSON.", completion: .file())
    var file: String

    @Flag(help: "Print JSON, a line for each finding.")
    var json = false

    func run() throws {
      let type = try kind(connector)
      let findings = ConnectionChecker(type.vocabulary).findings(in: try mapping())
      for finding in findings {
        if json {
          show(ConnectionMappingView.json(finding))
        } else {
          print("\(finding.severity.rawValue): \(finding.pointer) \(finding.detail)")
        }
      }
      if findings.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
      if !json { print("baton: the mapping holds") }
    }

    private func mapping() throws -> ConnectionMapping { try ConnectorFile.mapping(at: file) }
  }
}
