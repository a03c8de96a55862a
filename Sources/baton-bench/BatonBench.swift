import ArgumentParser
import Foundation

/// What the benchmark needs beside the hub: what the machine could do at best, and hubs that are large.
@main
struct BatonBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baton-bench", abstract: "The ceilings of this machine, and large hubs.",
    subcommands: [Ceilings.self, Fill.self])
}

struct Ceilings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "An empty route that decodes a ticket's JSON, and bare group commits of a ticket's rows; prints JSON.")

  @Option(help: "Seconds for each measurement.")
  var seconds = 5

  func run() async throws {
    let route = try await EmptyRoute(seconds: seconds).requestsPerSecond()
    let rows = try GroupCommits(seconds: seconds).ticketsPerSecond()
    print("{\"empty_route_per_s\":\(Int(route)),\"group_commit_rows_per_s\":\(Int(rows))}")
  }
}
