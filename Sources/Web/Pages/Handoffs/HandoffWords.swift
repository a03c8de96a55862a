package import Federation
import Foundation
import Ticketing

/// What a handoff is, in people's words, as seen from one of its two desks.
package struct HandoffWords: Sendable {
  private let catalogue: Catalogue
  private let clock: PageClock

  package init(_ catalogue: Catalogue, _ clock: PageClock) {
    self.catalogue = catalogue
    self.clock = clock
  }

  /// One sentence: what the partner and this desk have to do with one another now.
  package func sentence(_ handoff: Handoff, partner: String) -> String {
    catalogue.text(
      "handoffs.\(handoff.side.rawValue)_\(handoff.state.rawValue)",
      ["partner": partner, "time": clock.short(handoff.since)])
  }

  /// Who did what, where a handoff is over or waits for this desk's word: what stands above the ticket. Nil where there is
  /// nothing to tell.
  package func news(_ handoff: Handoff, partner: String) -> String? {
    let values = ["partner": partner, "time": clock.short(handoff.since)]
    return switch (handoff.side, handoff.state) {
    case (.delegator, .completed), (.delegator, .declined), (.delegator, .returned), (.delegate, .offered),
      (.delegate, .completed), (.delegate, .confirmed), (.delegate, .withdrawn), (.delegate, .recalled):
      catalogue.text("handoffs.news_\(handoff.side.rawValue)_\(handoff.state.rawValue)", values)
    case (.delegator, .offered), (.delegator, .accepted), (.delegator, .confirmed), (.delegator, .withdrawn),
      (.delegator, .recalled), (.delegate, .declined), (.delegate, .returned):
      nil
    // A ticket that was accepted has a reason only where a solution was sent back.
    case (.delegate, .accepted):
      handoff.reason == nil ? nil : catalogue.text("handoffs.news_delegate_reworked", values)
    }
  }

  /// Why, as somebody wrote it, or as the hub itself says it in the reader's language.
  package func reason(_ handoff: Handoff) -> String? {
    guard let reason = handoff.reason, !reason.isEmpty else { return nil }
    return FixedReason(rawValue: reason).map { catalogue["handoffs.reason_\($0)"] } ?? reason
  }

  /// `Fixed: New contactor.`
  package func solution(_ handoff: Handoff) -> String? {
    guard let resolution = handoff.completion?.resolution else { return nil }
    let code = catalogue["handoffs.code_\(resolution.code.rawValue)"]
    return resolution.text.isEmpty ? code : "\(code): \(resolution.text)"
  }
}
