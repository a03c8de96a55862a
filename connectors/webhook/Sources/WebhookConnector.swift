package import ConnectorKit
package import Foundation

/// Any desk that sends webhooks of JSON and takes requests: the admin points at what a webhook says, and writes down what is
/// sent. It is told, and never asked.
package struct WebhookConnector: SampleReader {
  package static let kind = "webhook"
  package static let title = "Webhook (any desk)"
  package static let schema = WebhookSettings.schema
  package static let vocabulary = WebhookVocabulary.vocabulary

  let settings: WebhookSettings

  package init(_ settings: Settings) throws(SettingsRefusal) { self.settings = try WebhookSettings(settings) }

  package let isPolled = false
  package let pollsEvery: Duration = .seconds(3_600)

  package func read(_ hook: Hook, at now: Date) throws(HookRefusal) -> [Report] {
    try settings.signing.prove(hook, at: now)
    var inbound = WebhookInbound(settings)
    return try inbound.reports(of: hook.body)
  }

  package func carry(_ change: Change, _ exchange: Exchange) -> Step<Receipt> {
    .attempting { () throws(DeliveryFailure) in try WebhookOutbound(settings, exchange).carry(change) }
  }

  /// It tells what is new by itself.
  package func poll(since _: String?, at _: Date, _: Exchange) -> Step<Polled> {
    .failed(.permanent(.unsupported("being asked what is new")))
  }

  package func fetch(_ file: ReportedFile, _ exchange: Exchange) -> Step<[UInt8]> {
    .attempting { () throws(DeliveryFailure) in try WebhookOutbound(settings, exchange).fetch(file) }
  }

  package func test(_ exchange: Exchange) -> Step<TestResult> {
    .attempting { () throws(DeliveryFailure) in try WebhookOutbound(settings, exchange).test() }
  }

  package func reading(of sample: [UInt8], at now: Date) -> SampleReading {
    var inbound = WebhookInbound(settings)
    var reading = SampleReading()
    do throws(HookRefusal) {
      reading.reports = try inbound.reports(of: sample)
    } catch {
      reading.findings.append(.init(setting: inbound.reached, isRefusal: true, detail: Self.sentence(error)))
    }
    reading.found = inbound.found
    reading.findings += inbound.silent.map {
      .init(setting: $0, isRefusal: false, detail: "finds nothing in this sample")
    }
    if settings.paths["event_id"] == nil, settings.paths["time"] == nil {
      let detail = "is not pointed at, and no time is: the same words are heard once, also where they are said again"
      reading.findings.append(.init(setting: "event_id", isRefusal: false, detail: detail))
    }
    reading.requests = WebhookOutbound.examples(settings, at: now)
    return reading
  }

  package static let pointers = WebhookInbound.pointers

  package static func places(in sample: [UInt8], by settings: [String: String]) -> [SamplePlace] {
    WebhookInbound.places(in: sample, by: settings)
  }

  package static func pointing(
    _ pointer: String, at place: SamplePlace, _ settings: [String: String]
  ) -> [String: String] {
    WebhookInbound.pointing(pointer, at: place, settings)
  }

  private static func sentence(_ refusal: HookRefusal) -> String {
    switch refusal {
    case .unsigned, .wronglySigned, .stale: "it is not signed"
    case .notJSON(let place): "it is no JSON: see byte \(place)"
    case .unreadable(let place, let expected): "there is not \(expected) at \(place)"
    case .refused(let status): "it is answered with \(status)"
    }
  }
}
