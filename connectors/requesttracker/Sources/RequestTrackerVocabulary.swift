import ConnectorKit
import Ticketing

/// The lifecycle that Request Tracker comes with. Priorities are numbers there, by the names that it shows them under.
enum RequestTrackerVocabulary {
  static let vocabulary = Vocabulary(
    statuses: [
      NativeStatus("new", "new", .new),
      NativeStatus("open", "open", .inProgress),
      NativeStatus("stalled", "stalled", .onHold),
      NativeStatus("resolved", "resolved", .resolved),
      NativeStatus("rejected", "rejected", .cancelled),
      NativeStatus("deleted", "deleted", .cancelled, isFinal: true),
    ],
    transitions: .asked,
    priorities: [
      NativePriority("0", "Low", .low), NativePriority("50", "Medium", .normal), NativePriority("100", "High", .high),
      NativePriority("100", "High", .urgent),
    ],
    conversation: [.privateComments, .publicComments, .files])
}
