import ConnectorKit
import Measuring

/// How requests to far sides ended, and how long they took.
final class EgressMeasures: Sendable {
  /// The first three by the status of the answer; the others had none.
  enum Outcome: String, CaseIterable {
    case taken
    case refused
    case failed
    case malformed
    case forbidden
    case name
    case connection
    case certificate
    case timeout
    case brokenOff = "broken_off"
    case tooLarge = "too_large"
    case body
    case tooOften = "too_often"
    case tooMany = "too_many"
    case cancelled
    case unavailable
  }

  private let outcomes = Outcome.allCases.map { _ in Counter() }
  private let kinds = AddressKind.allCases.map { _ in Counter() }
  private let durations = Histogram.ofDurations()
  private let running = Gauge()
  private let waiting = Gauge()

  func note(_ result: Result<EgressAnswer, EgressFailure>, after duration: Duration) {
    let outcome = Outcome(result)
    for (other, counter) in zip(Outcome.allCases, outcomes) where other == outcome { counter.add() }
    durations.note(duration)
  }

  /// An address was refused. Counted by its kind: no line of a log says which address a desk's word led to.
  func note(refused kind: AddressKind) {
    for (other, counter) in zip(AddressKind.allCases, kinds) where other == kind { counter.add() }
  }

  /// Said by the loop's thread alone.
  func show(running: Int, waiting: Int) {
    self.running.add(running - self.running.value)
    self.waiting.add(waiting - self.waiting.value)
  }

  var families: [MetricFamily] {
    [
      MetricFamily(
        .counter, "baton_egress_requests_total", "Requests to far sides, by how they ended.",
        zip(Outcome.allCases, outcomes).map {
          MetricSample(Double($1.value), [MetricLabel("outcome", $0.rawValue)])
        }),
      MetricFamily(
        .counter, "baton_egress_refused_addresses_total", "Addresses that were not dialled, by what they are.",
        zip(AddressKind.allCases, kinds).map { MetricSample(Double($1.value), [MetricLabel("kind", $0.rawValue)]) }),
      MetricFamily(
        .histogram, "baton_egress_request_duration_seconds", "How long far sides took, waiting included.",
        durations.samples()),
      MetricFamily(.gauge, "baton_egress_running", "Requests that have a connection.", running.value),
      MetricFamily(.gauge, "baton_egress_waiting", "Requests that wait for a connection.", waiting.value),
    ]
  }
}

extension EgressMeasures.Outcome {
  fileprivate init(_ result: Result<EgressAnswer, EgressFailure>) {
    switch result {
    case .success(let answer):
      self = answer.status < 400 ? .taken : answer.status < 500 ? .refused : .failed
    case .failure(let failure):
      self =
        switch failure {
        case .malformedURL, .malformedHeader: .malformed
        case .refusedAddress: .forbidden
        case .nameNotFound, .nameUnknownForNow: .name
        case .notConnected: .connection
        case .tlsRefused: .certificate
        case .timedOut: .timeout
        case .brokenOff: .brokenOff
        case .answerTooLarge: .tooLarge
        case .bodyUnreadable, .answerNotKept: .body
        case .tooOften: .tooOften
        case .tooManyWaiting: .tooMany
        case .cancelled: .cancelled
        case .unavailable: .unavailable
        }
    }
  }
}
