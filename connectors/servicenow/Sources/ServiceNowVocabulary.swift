import ConnectorKit
import Ticketing

/// The states of an incident as ServiceNow comes with them.
///
/// For what waits for a person or a vendor there is no state of its own, but a reason to hold: `3/1` is state 3 with reason 1.
/// A hold for any other reason is `3`, and demands that the mapping names one.
enum ServiceNowVocabulary {
  static let vocabulary = Vocabulary(
    statuses: [
      NativeStatus("1", "New", .new),
      NativeStatus("2", "In Progress", .inProgress),
      NativeStatus("3/1", "On Hold: Awaiting Caller", .waitingForRequester, needs: ["comments"]),
      NativeStatus("3/4", "On Hold: Awaiting Vendor", .waitingForPartner),
      NativeStatus("3", "On Hold", .onHold, needs: ["hold_reason"]),
      NativeStatus("6", "Resolved", .resolved, needs: ["close_code", "close_notes"]),
      NativeStatus("7", "Closed", .closed, needs: ["close_code", "close_notes"], isFinal: true),
      NativeStatus("8", "Canceled", .cancelled, isFinal: true),
    ],
    priorities: [
      NativePriority("1", "1 - Critical", .urgent), NativePriority("2", "2 - High", .high),
      NativePriority("3", "3 - Moderate", .normal), NativePriority("4", "4 - Low", .low),
      NativePriority("5", "5 - Planning", .low),
    ],
    conversation: [.privateComments, .publicComments, .files],
    standards: [
      "comments": "We wait for an answer. {{hold.reason}}", "hold_reason": "3", "close_code": "Solution provided",
      "close_notes": "{{resolution.text}}",
    ])

  /// Reasons to hold that are statuses of their own here.
  static let reasons: Set<String> = ["1", "4"]

  /// A state with its reason, as the mapping knows it.
  static func status(_ state: String, holdReason: String) -> String {
    state == "3" && reasons.contains(holdReason) ? "3/\(holdReason)" : state
  }

  /// What the status is over there.
  static func needs(_ status: String) -> [String] { vocabulary.statuses.first { $0.id == status }?.needs ?? [] }
}
