import ConnectorKit
import Ticketing

/// Words to begin with, for a desk of which nothing is known: the mapping's `statuses` say what it really has.
enum WebhookVocabulary {
  static let vocabulary = Vocabulary(
    statuses: [
      NativeStatus("new", "New", .new),
      NativeStatus("open", "Open", .inProgress),
      NativeStatus("pending", "Pending", .waitingForRequester),
      NativeStatus("hold", "On hold", .onHold),
      NativeStatus("resolved", "Resolved", .resolved),
      NativeStatus("closed", "Closed", .closed),
      NativeStatus("cancelled", "Cancelled", .cancelled),
    ],
    priorities: [
      NativePriority("low", "Low", .low), NativePriority("normal", "Normal", .normal),
      NativePriority("high", "High", .high), NativePriority("urgent", "Urgent", .urgent),
    ],
    types: [
      NativeType("incident", "Incident", .incident), NativeType("request", "Request", .request),
      NativeType("problem", "Problem", .problem), NativeType("change", "Change", .change),
    ],
    conversation: [.privateComments, .publicComments, .edits, .deletions, .files])
}
