import Foundation
import HTTPTypes
import Logging
import Storage
import Ticketing

/// What `baton doctor` finds, at the push of a button: it reads everything, so it runs beside the page, which tells how it is.
enum DoctorPage {
  static let path = "/operator/doctor"

  static let routes: [Route] = [
    Route(
      .get, path, "What the doctor found last.", face: .page, access: .operator, answer: nil, handle: show),
    Route(
      .post, path, "Has the doctor look at everything.", face: .page, access: .operator, body: .form, answer: nil,
      handle: begin),
  ]

  /// All that was found of one kind.
  struct Ward {
    let name: String
    let help: String
    let count: Int
    let details: [String]
    /// How many more there are; nil where all are listed.
    let more: String?
  }

  struct View {
    /// Since when it runs; nil where it does not.
    let running: String?
    /// When the last one was made, and how long it took; nil where there was none.
    let last: String?
    let isHealthy: Bool
    let hasFailed: Bool
    let wards: [Ward]
    let action: String
  }

  private static func show(_ call: Call) async throws -> Answer {
    let (catalogue, clock) = (try call.catalogue, try call.clock)
    let state = try call.operating.examination.state
    let view: View
    switch state {
    case .none: view = self.view()
    case .running(let since):
      let span = Span.text(clock.now.timeIntervalSince(since), catalogue)
      view = self.view(running: catalogue.text("operator.runs_for", ["span": span]))
    case .failed: view = self.view(hasFailed: true)
    case .done(let findings, let since, let until):
      // The findings name desks by their ids.
      let desks = findings.isEmpty ? [] : try await call.operating.overview.desks(seenSince: clock.now)
      let slugs = Dictionary(desks.map { ($0.tenant.id, $0.tenant.slug) }) { first, _ in first }
      let took = Span.text(until.timeIntervalSince(since), catalogue)
      view = self.view(
        last: catalogue.text("operator.looked", ["time": clock.full(until), "span": took]),
        isHealthy: findings.isEmpty, wards: wards(of: findings, DoctorWords(catalogue, desks: slugs)))
    }
    return try call.showOperator(
      "operator/doctor", title: catalogue["operator.doctor"], in: .doctor, pause: view.running == nil ? 60 : 3, view)
  }

  private static func view(
    running: String? = nil, last: String? = nil, isHealthy: Bool = false, hasFailed: Bool = false, wards: [Ward] = []
  ) -> View {
    View(running: running, last: last, isHealthy: isHealthy, hasFailed: hasFailed, wards: wards, action: path)
  }

  private static func begin(_ call: Call) throws -> Answer {
    let (needs, hub) = (try call.operating, call.hub)
    guard needs.examination.begin(at: call.moment.now) else { return .seeOther(path) }
    hub.logger.notice("the operator asked for the doctor", metadata: ["address": "\(call.address ?? "")"])
    // Nobody waits for it: the page is asked how far it is.
    Task {
      do {
        needs.examination.end(try await needs.overview.examine(), at: hub.now())
      } catch {
        hub.logger.error("the doctor's round failed", metadata: ["error": "\(String(describing: error).prefix(500))"])
        needs.examination.end(nil, at: hub.now())
      }
    }
    return .seeOther(path)
  }

  /// Shown of each kind; the command line tells more.
  private static let mostDetails = 20

  private static func wards(of findings: [Finding], _ words: DoctorWords) -> [Ward] {
    findings.map { finding in
      let shown = finding.cases.prefix(mostDetails)
      return Ward(
        name: words.meaning(of: finding.ailment), help: words.cure(of: finding.ailment), count: finding.count,
        details: shown.map(words.place), more: words.more(finding.count - shown.count))
    }
  }
}
