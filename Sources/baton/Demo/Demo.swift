import ArgumentParser
import Foundation

/// Serves, with desks to try the hub on.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the hub with the demonstration desks; prints who signs in where, and what to try.")

  @OptionGroup var storage: StorageOptions
  @OptionGroup var serving: ServingOptions
  @OptionGroup var mail: MailOptions
  @Flag(help: "Print the desks as JSON.")
  var json = false
  @Flag(help: "Print a walk of curl lines too.")
  var walk = false

  func run() async throws {
    let (place, mail) = (storage.place, try mail.outlet())
    let data = place.data
    let prepare = DemoPreparation(place: place, level: serving.level, isLocal: serving.isLocal)
    try ControlSocket(data: data).checkPath()
    let desks = try await prepare()
    let url = serving.publicURL ?? "http://\(serving.listen)"
    try await HubProcess(at: place, serving, mail: mail).run { _ in
      HubProcess.say(json ? try desks.jsonText() : DemoGreeting(desks: desks, url: url, data: data).text)
      if walk { HubProcess.say(DemoWalk(desks: desks, url: url).text) }
    }
  }
}

extension ServingOptions {
  /// Whether the hub is reached from its own machine only: neither does it listen for others, nor does it say that it does.
  fileprivate var isLocal: Bool {
    let hosts = [address?.host, publicURL.map { URL(string: $0)?.host() ?? "" }].compactMap { $0 }
    return hosts.allSatisfy { host in
      let name = host.trimmingCharacters(in: ["[", "]"])
      return name == "localhost" || name == "::1" || Self.isLoopback(name)
    }
  }

  /// An address of IPv4 that begins with 127; a name that only looks like one is none.
  private static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && !parts.contains(nil) && parts[0] == 127
  }
}
