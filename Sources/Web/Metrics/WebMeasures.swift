import HTTPTypes
package import Measuring

/// What the doors count: requests by route, and the event streams that are open.
package final class WebMeasures: Sendable {
  /// How many streams of events are open now: one is added when a stream begins, and taken off when it ends.
  package let eventStreams = Gauge()
  private let byRoute: [String: RouteMeasure]
  /// What no route answered: unknown paths, known ones with another method.
  let unrouted = RouteMeasure(method: "any", route: "none")

  package convenience init() { self.init(HubRouter.routes) }

  package init(_ routes: [Route]) {
    let measures = routes.map { RouteMeasure(method: $0.method.rawValue, route: $0.path) }
    byRoute = Dictionary(uniqueKeysWithValues: zip(routes.map(Self.key), measures))
  }

  func of(_ route: Route) -> RouteMeasure { byRoute[Self.key(route)] ?? unrouted }

  private static func key(_ route: Route) -> String { "\(route.method.rawValue) \(route.path)" }

  /// A route that nobody has asked for is left out: there are many.
  package var families: [MetricFamily] {
    let used = (byRoute.sorted { $0.key < $1.key }.map(\.value) + [unrouted]).filter { $0.durations.count > 0 }
    return [
      MetricFamily(
        .counter, "baton_http_requests_total", "Requests answered, by route and class of status; HEAD counts as GET.",
        used.flatMap(\.counted)),
      MetricFamily(
        .histogram, "baton_http_request_duration_seconds", "From a request's head to the answer's, by route.",
        used.flatMap { $0.durations.samples($0.labels) }),
      MetricFamily(.gauge, "baton_event_streams", "Event streams that are open.", eventStreams.value),
    ]
  }
}

/// The requests of one route.
final class RouteMeasure: Sendable {
  /// The first digit of a status is its class.
  private static let classes = 1...5

  let labels: [MetricLabel]
  let durations = Histogram.ofDurations()
  private let statuses: [Counter]

  init(method: String, route: String) {
    labels = [MetricLabel("method", method), MetricLabel("route", route)]
    statuses = Self.classes.map { _ in Counter() }
  }

  func note(status: Int, took duration: Duration) {
    statuses[min(max(status / 100, Self.classes.lowerBound), Self.classes.upperBound) - 1].add()
    durations.note(duration)
  }

  var counted: [MetricSample] {
    zip(Self.classes, statuses).map { number, counter in
      MetricSample(Double(counter.value), labels + [MetricLabel("status", "\(number)xx")])
    }
  }
}
