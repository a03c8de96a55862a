import ArgumentParser
import Foundation

/// Serves, with desks to try the hub on.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the hub with the demonstration desks; prints their tokens and a walk to try.")

  @OptionGroup var storage: StorageOptions
  @OptionGroup var serving: ServingOptions
  @OptionGroup var mail: MailOptions
  @Flag(help: "Print the desks as JSON.")
  var json = false

  func run() async throws {
    try await HubProcess(data: storage.path, serving, mail: try mail.outlet()).run { hub in
      let desks = try await DemoDesks(hub: hub, data: storage.path).prepare()
      if json {
        HubProcess.say(try desks.jsonText())
      } else {
        HubProcess.say(DemoWalk(desks: desks, url: serving.publicURL ?? "http://\(serving.listen)").text)
      }
    }
  }
}
