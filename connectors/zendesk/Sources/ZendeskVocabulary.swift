import ConnectorKit
import Ticketing

/// The statuses that every Zendesk account has. An account's own ones belong to one of these; they are named in the settings, and
/// are known by their numbers.
enum ZendeskVocabulary {
  static let vocabulary = Vocabulary(
    statuses: [
      NativeStatus("new", "New", .new),
      NativeStatus("open", "Open", .inProgress),
      NativeStatus("pending", "Pending", .waitingForRequester),
      NativeStatus("hold", "On-hold", .onHold),
      NativeStatus("solved", "Solved", .resolved),
      NativeStatus("closed", "Closed", .closed, isFinal: true),
    ],
    priorities: [
      NativePriority("low", "Low", .low), NativePriority("normal", "Normal", .normal),
      NativePriority("high", "High", .high), NativePriority("urgent", "Urgent", .urgent),
    ],
    types: [
      NativeType("incident", "Incident", .incident), NativeType("question", "Question", .request),
      NativeType("problem", "Problem", .problem), NativeType("task", "Task", .change),
    ],
    conversation: [.privateComments, .publicComments, .files])

  /// As the API writes it; events write capitals, and triggers what people see.
  static func status(_ word: String) -> String? {
    let lower = word.lowercased()
    let plain = lower == "on-hold" ? "hold" : lower
    return vocabulary.statuses.contains { $0.id == plain } ? plain : nil
  }

  /// What an account's own status stands for.
  static func native(_ status: JSONStatus) -> NativeStatus? {
    guard let standard = vocabulary.statuses.first(where: { $0.id == status.category }) else { return nil }
    return NativeStatus(status.id, status.name, standard.category)
  }

  struct JSONStatus {
    let id: String
    let name: String
    let category: String
  }
}
