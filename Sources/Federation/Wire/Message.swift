package import Foundation
package import Ticketing

/// What one desk tells another. Statuses, priorities, types and resolution codes are closed lists; a desk's own words go
/// along as text.
package enum Message: Sendable, Equatable {
  case offer(Offer)
  case withdraw
  case recall(Reason)
  case rework(Reason)
  case confirm
  case accept(Acceptance)
  case decline(Reason)
  case complete(Completion)
  case `return`(Reason)
  case status(StatusReport)
  case comment(CommentCopy)
  case edit(CommentEdit)
  case retract(CommentRetraction)
  case file(AttachmentCopy)
  case priority(PriorityNote)
  case deadlines(Deadlines)
  case eta(Eta)
  case fields(FieldsNote)
  case chain(ChainReport)
  /// The partnership is over, and with it this handoff, in the state named.
  case end(Ending)
  /// A message with this number was dropped by a person: nothing to apply.
  case tombstone

  case joined(Terms)
  case terms(Terms)
  case suspend
  case resume
  /// The last message of a partnership.
  case ended(Ended)

  /// The sender was restored from a backup. Never waits for its turn, nor does the answer.
  case resync(Resync)
  case resynced(Resynced)
  /// Something that the restored desk had said and has forgotten.
  case remind(Reminder)
  /// The sender had handed this over, and has nothing of it any more: it was restored from a backup.
  case forgotten

  /// Whether it applies although something before it is parked.
  package var overtakes: Bool {
    switch self {
    case .withdraw, .recall, .end, .ended: true
    case .offer, .rework, .confirm, .accept, .decline, .complete, .return, .status, .comment, .edit, .retract, .file,
      .priority, .deadlines, .eta, .fields, .chain, .tombstone, .joined, .terms, .suspend, .resume, .resync,
      .resynced, .remind, .forgotten:
      false
    }
  }
}

package struct Reason: Sendable, Equatable, Codable {
  package let text: String

  package init(_ text: String) { self.text = text }
}

package struct Offer: Sendable, Equatable, Codable {
  package let number: Int
  package let subject: String
  package let description: String
  package let type: TicketType
  package let priority: Priority
  package let message: String?
  package let respondBy: Date?
  package let resolveBy: Date?
  package let requester: WireRequester?
  package let site: Site?
  /// Only what sharing lists, by the sender's keys.
  package let fields: [String: FieldValue]
  package let comments: [CommentCopy]
  package let files: [AttachmentCopy]
  package let requires: [CompletionRequirement]
  package let chain: ChainTags
  package let follows: HandoffID?
  package let above: [ChainHop]
}

/// The requester as far as sharing lets it out; never an address of mail.
package struct WireRequester: Sendable, Equatable, Codable {
  package let name: String
  package let phone: String?

  package init(name: String, phone: String?) {
    self.name = name
    self.phone = phone
  }
}

package struct Acceptance: Sendable, Equatable, Codable {
  /// The delegate's ticket number, for the telephone.
  package let number: Int
  package let eta: Date?

  package init(number: Int, eta: Date?) {
    self.number = number
    self.eta = eta
  }
}

/// A desk's own status, in the shared vocabulary with its own word beside it.
package struct StatusReport: Sendable, Equatable, Codable {
  package let category: StatusCategory
  package let label: String
  package let hold: Hold?

  package init(category: StatusCategory, label: String, hold: Hold?) {
    self.category = category
    self.label = label
    self.hold = hold
  }
}

package struct PriorityNote: Sendable, Equatable, Codable {
  package let priority: Priority
  package let reason: String?

  package init(priority: Priority, reason: String?) {
    self.priority = priority
    self.reason = reason
  }
}

package struct Deadlines: Sendable, Equatable, Codable {
  package let respondBy: Date?
  package let resolveBy: Date?
  package let reason: String?

  package init(respondBy: Date?, resolveBy: Date?, reason: String?) {
    self.respondBy = respondBy
    self.resolveBy = resolveBy
    self.reason = reason
  }
}

package struct Eta: Sendable, Equatable, Codable {
  package let eta: Date?
  package let reason: String?

  package init(eta: Date?, reason: String?) {
    self.eta = eta
    self.reason = reason
  }
}

package struct FieldsNote: Sendable, Equatable, Codable {
  package let fields: [String: FieldValue]

  package init(fields: [String: FieldValue]) { self.fields = fields }
}

package struct ChainReport: Sendable, Equatable, Codable {
  package let hops: [ChainHop]

  package init(hops: [ChainHop]) { self.hops = hops }
}

package struct Ending: Sendable, Equatable, Codable {
  package let outcome: HandoffState
  /// Whether the delegate's ticket stays open, as a copy of its desk's own.
  package let keepsCopy: Bool

  package init(outcome: HandoffState, keepsCopy: Bool = false) {
    self.outcome = outcome
    self.keepsCopy = keepsCopy
  }
}

/// The handoffs that the sender settled when it ended the partnership: any other that the receiver has open never reached
/// the sender.
package struct Ended: Sendable, Equatable, Codable {
  package let settled: [HandoffID]

  package init(settled: [HandoffID]) { self.settled = settled }
}

/// What a desk lets out, and whether it takes offers: the partner may read it.
package struct Terms: Sendable, Equatable, Codable {
  package let name: String
  package let sharing: SharingRules
  package let receives: Bool

  package init(name: String, sharing: SharingRules, receives: Bool) {
    self.name = name
    self.sharing = sharing
    self.receives = receives
  }
}
