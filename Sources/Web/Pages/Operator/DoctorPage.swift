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

  /// The findings of one check.
  struct Ward {
    let name: String
    let help: String
    let count: Int
    let details: [String]
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
      let names = desks.map { ($0.tenant.id.description, $0.tenant.slug) }
      let took = Span.text(until.timeIntervalSince(since), catalogue)
      view = self.view(
        last: catalogue.text("operator.looked", ["time": clock.full(until), "span": took]),
        isHealthy: findings.isEmpty, wards: Wards.of(findings, names, catalogue))
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
}

/// What was found, put together by what was looked for.
enum Wards {
  /// Shown of each check; the command line tells all.
  private static let mostDetails = 20

  /// - Parameter names: the id of each tenant, and the slug that says it better.
  static func of(_ findings: [Finding], _ names: [(id: String, slug: String)], _ catalogue: Catalogue) -> [DoctorPage
    .Ward]
  {
    Dictionary(grouping: findings, by: \.check).sorted { $0.key < $1.key }.map { check, found in
      let known = catalogue.has("operator.check_\(check)") ? check : "other"
      let details = found.prefix(mostDetails).map { finding in
        names.reduce(finding.detail) { $0.replacing("tenant \($1.id)", with: "tenant \($1.slug)") }
      }
      return DoctorPage.Ward(
        name: catalogue["operator.check_\(known)"], help: catalogue["operator.check_\(known)_help"],
        count: found.count, details: details)
    }
  }
}
