package import Federation

/// What a desk's own systems can be told of. The words are stable: receivers branch on them.
package enum WebhookEvent: String, Sendable, CaseIterable, Codable {
  case ticketCreated = "ticket.created"
  case ticketChanged = "ticket.changed"
  case ticketStatus = "ticket.status"
  case ticketPriority = "ticket.priority"
  case ticketCancellation = "ticket.cancellation"
  case ticketMerged = "ticket.merged"
  case ticketAbsorbed = "ticket.absorbed"
  case ticketUnmerged = "ticket.unmerged"
  case ticketSplit = "ticket.split"
  case ticketAdopted = "ticket.adopted"
  case commentCreated = "comment.created"
  case commentEdited = "comment.edited"
  case commentRetracted = "comment.retracted"
  case commentReleased = "comment.released"
  case attachmentCreated = "attachment.created"
  case handoffOffered = "handoff.offered"
  case handoffAccepted = "handoff.accepted"
  case handoffDeclined = "handoff.declined"
  case handoffWithdrawn = "handoff.withdrawn"
  case handoffCompleted = "handoff.completed"
  case handoffConfirmed = "handoff.confirmed"
  case handoffReworked = "handoff.reworked"
  case handoffRecalled = "handoff.recalled"
  case handoffReturned = "handoff.returned"
  case handoffEnded = "handoff.ended"
  case handoffETA = "handoff.eta"
  case handoffDeadlines = "handoff.deadlines"
  case handoffFields = "handoff.fields"
  case handoffOverdue = "handoff.overdue"
  case handoffUnlinked = "handoff.unlinked"
  case messageVoid = "message.void"
  case messageOutdated = "message.outdated"
  case messageParked = "message.parked"
  case messageDropped = "message.dropped"
  /// Sent by a person, to see whether it arrives.
  case webhookTest = "webhook.test"

  package init(_ kind: Event.Kind) {
    self =
      switch kind {
      case .opened: .ticketCreated
      case .changed: .ticketChanged
      case .status: .ticketStatus
      case .priority: .ticketPriority
      case .cancellation: .ticketCancellation
      case .merged: .ticketMerged
      case .absorbed: .ticketAbsorbed
      case .unmerged: .ticketUnmerged
      case .split: .ticketSplit
      case .adopted: .ticketAdopted
      case .commented: .commentCreated
      case .edited: .commentEdited
      case .retracted: .commentRetracted
      case .released: .commentReleased
      case .attached: .attachmentCreated
      case .offered: .handoffOffered
      case .accepted: .handoffAccepted
      case .declined: .handoffDeclined
      case .withdrawn: .handoffWithdrawn
      case .completed: .handoffCompleted
      case .confirmed: .handoffConfirmed
      case .reworked: .handoffReworked
      case .recalled: .handoffRecalled
      case .returned: .handoffReturned
      case .ended: .handoffEnded
      case .eta: .handoffETA
      case .deadlines: .handoffDeadlines
      case .fields: .handoffFields
      case .overdue: .handoffOverdue
      case .unlinked: .handoffUnlinked
      case .void: .messageVoid
      case .outdated: .messageOutdated
      case .parked: .messageParked
      case .dropped: .messageDropped
      }
  }

  /// What stands before the full stop: `ticket`, `comment`, `handoff` …
  package var group: String { String(rawValue.prefix { $0 != "." }) }

  /// Those that a desk may choose: all but the test, which goes to whom it is sent.
  package static let choosable = allCases.filter { $0 != .webhookTest }

  /// Whether it is about what people wrote or attached, each of which has an audience.
  package var isConversation: Bool {
    switch self {
    case .commentCreated, .commentEdited, .commentRetracted, .commentReleased, .attachmentCreated: true
    case .ticketCreated, .ticketChanged, .ticketStatus, .ticketPriority, .ticketCancellation, .ticketMerged,
      .ticketAbsorbed, .ticketUnmerged, .ticketSplit, .ticketAdopted, .handoffOffered, .handoffAccepted,
      .handoffDeclined, .handoffWithdrawn, .handoffCompleted, .handoffConfirmed, .handoffReworked, .handoffRecalled,
      .handoffReturned, .handoffEnded, .handoffETA, .handoffDeadlines, .handoffFields, .handoffOverdue,
      .handoffUnlinked, .messageVoid, .messageOutdated, .messageParked, .messageDropped, .webhookTest:
      false
    }
  }
}

/// Which events a webhook is told of: by name, by group (`handoff.*`), or all (`*`).
package struct WebhookEvents: Sendable, Equatable {
  package let words: [String]

  /// Every word that may be chosen.
  package static let all: [String] = {
    var words = ["*"]
    for event in WebhookEvent.choosable {
      let group = "\(event.group).*"
      if !words.contains(group) { words.append(group) }
      words.append(event.rawValue)
    }
    return words
  }()

  /// Nil where one is not to be chosen, or none is.
  package init?(_ words: [String]) {
    guard !words.isEmpty, words.allSatisfy(Self.all.contains) else { return nil }
    var each: [String] = []
    for word in words where !each.contains(word) { each.append(word) }
    self.words = each
  }

  package func contains(_ event: WebhookEvent) -> Bool {
    words.contains("*") || words.contains(event.rawValue) || words.contains("\(event.group).*")
  }
}
