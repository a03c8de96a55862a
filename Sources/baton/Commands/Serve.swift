import ArgumentParser
import Logging

/// Runs the hub until it is told to end.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run the hub.")

  @OptionGroup var storage: StorageOptions
  @OptionGroup var serving: ServingOptions
  @OptionGroup var mail: MailOptions

  func run() async throws {
    try await HubProcess(at: storage.place, serving, mail: try mail.outlet()).run { _ in }
  }
}

struct ServingOptions: ParsableArguments {
  @Option(help: "The address to listen on, HOST:PORT; port 0 takes a free one.")
  var listen = "127.0.0.1:8080"

  @Option(name: .customLong("public-url"), help: "How people reach the hub; taken for links.")
  var publicURL: String?

  @Option(
    name: .customLong("metrics-token-file"),
    help: "A file with the bearer token for /metrics; without it, /metrics answers callers on this machine only.")
  var metricsTokenFile: String?

  @Option(
    name: .customLong("compare-every"),
    help: "Seconds between two comparisons of what two partners keep of their handoffs; 0 never compares.")
  var compareEvery = 600

  @Option(
    help: """
      Seconds for which the hub still serves once it is told to end, while /readyz says no: what a balancer needs to \
      notice it.
      """)
  var drain = 0

  @OptionGroup var rates: RateOptions

  @OptionGroup var egress: EgressArguments

  @OptionGroup var intake: IntakeOptions

  @OptionGroup var doors: MailDoorOptions

  @Option(name: .customLong("log-level"), help: "trace, debug, info, notice, warning, error or critical.")
  var logLevel = "info"

  var level: Logger.Level { Logger.Level(rawValue: logLevel) ?? .info }

  /// Host and port; nil where the text is no address.
  var address: (host: String, port: Int)? {
    guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
      (0...65_535).contains(port)
    else { return nil }
    let host = listen[..<colon].trimmingPrefix("[")
    return (String(host.hasSuffix("]") ? host.dropLast() : host), port)
  }

  func validate() throws {
    guard address != nil else { throw ValidationError("--listen takes HOST:PORT, such as 127.0.0.1:8080.") }
    guard (0...3_600).contains(drain) else { throw ValidationError("--drain takes 0 to 3600.") }
    guard (0...86_400).contains(compareEvery) else { throw ValidationError("--compare-every takes 0 to 86400.") }
    guard Logger.Level(rawValue: logLevel) != nil else {
      throw ValidationError("--log-level takes trace, debug, info, notice, warning, error or critical.")
    }
  }
}
