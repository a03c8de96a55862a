import Federation
import Foundation
import Ticketing

/// A piece of conversation that comes to a ticket: from its own people, or over a handoff.
struct Word {
  enum Kind {
    case comment
    case file
    case edit
    case retract
  }

  let kind: Kind
  let ticket: TicketID
  let event: EventID
  var text = ""
  var audience = Audience.internal
  var author = ""
  var authorKind = Author.Kind.agent
  var desk = ""
  /// Nil where it was said here.
  var cameBy: HandoffID?
  var id: CommentID?
  var file: AttachmentID?
  /// How many desks it has passed.
  var hops = 0
  /// Whether it was said here, forgotten with an old copy of the hub, and told again by the partner.
  var isRelived = false
  /// Whether it goes back to where it was said, from a desk that has relived it.
  var goesBack = false
  /// Whether it is another desk's; of what was relived.
  var isPartners = false

  func passed(_ hops: Int) -> Word {
    var passed = self
    passed.hops = hops
    return passed
  }
}

/// What a neighbour is to be sent of a word.
struct Expectation {
  let kind: Message.Kind
  let event: EventID
  let text: String
  let hops: Int
  let audience: SharedAudience
  let author: String
  /// Whether it must be sent, or only may: where the very same commit closed the way.
  let isCertain: Bool
}

/// The sharing rules, read as a person would read them, and nothing of the product's own reading.
enum Naive {
  static func lets(_ audience: Audience, _ rules: SharingRules) -> Bool {
    switch audience {
    case .internal: return false
    case .partner: return rules.audiences.contains(.partner)
    case .public: return rules.audiences.contains(.partner) || rules.audiences.contains(.public)
    }
  }

  static func audience(_ audience: Audience, _ rules: SharingRules) -> SharedAudience {
    audience == .public && rules.audiences.contains(.public) ? .public : .partner
  }

  static func text(_ text: String, _ rules: SharingRules, desks: Int) -> String {
    guard rules.names != .full, text.contains("@") else { return text }
    var masked = text
    for desk in 0..<desks {
      masked = masked.replacingOccurrences(of: Canary.address(desk), with: "[address hidden]")
    }
    return masked
  }

  static func author(_ name: String, _ kind: Author.Kind, _ rules: SharingRules) -> String {
    if kind == .system || rules.names == .role { return "" }
    if kind == .requester, rules.requester == .none { return "" }
    return rules.names == .full ? name : String(name.prefix { $0 != " " })
  }
}
