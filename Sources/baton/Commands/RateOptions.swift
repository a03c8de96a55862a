import ArgumentParser
import Web

/// How often the hub may be asked for something, and whose word it takes for who asks.
struct RateOptions: ParsableArguments {
  @Option(
    name: .customLong("rate-per-person"),
    help: "Requests a second that one person's or program's sessions and tokens may make; 0 for no bound.")
  var person = 20_000.0

  @Option(name: .customLong("rate-per-desk"), help: "Requests a second that one desk may make; 0 for no bound.")
  var desk = 30_000.0

  @Option(
    name: .customLong("rate-per-network"),
    help: "Requests a second from one address whose sender shows no good session or token; 0 for no bound.")
  var stranger = 2_000.0

  @Option(
    name: .customLong("sign-ins-per-network"),
    help: "Forms a second from one address of people who are not signed in, such as passwords; 0 for no bound.")
  var knock = 10.0

  @Option(
    name: .customLong("proxy"), parsing: .singleValue,
    help: "The address of a proxy in front of the hub, whose X-Forwarded-For is believed; once for each.")
  var proxies: [String] = []

  var limits: RequestRates.Limits {
    var limits = RequestRates.Limits()
    limits.person = RateLimit(perSecond: person)
    limits.desk = RateLimit(perSecond: desk)
    // A page brings a dozen files along, and a company of hundreds comes from one address in the morning.
    limits.stranger = RateLimit(perSecond: stranger, burst: stranger * 5)
    limits.knock = RateLimit(perSecond: knock, burst: knock * 20)
    return limits
  }

  func validate() throws {
    guard [person, desk, stranger, knock].allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw ValidationError("A rate is a number of requests a second, 0 for no bound.")
    }
  }
}
