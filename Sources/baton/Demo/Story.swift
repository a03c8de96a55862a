import DeskActions
import Federation
import Foundation
import Ticketing

/// What happened to a ticket of the demonstration: who did what, one scene after another.
struct Story: Sendable {
  enum Beginning: Sendable {
    /// So many days ago, at this hour and minute of the day (UTC); at least one.
    case daysAgo(Int, Int, Int)
    case minutesAgo(Int)

    func date(before now: Date) -> Date {
      switch self {
      case .daysAgo(let days, let hour, let minute):
        let midnight = (now.timeIntervalSince1970 / 86_400).rounded(.down) * 86_400
        return Date(timeIntervalSince1970: midnight - Double(days) * 86_400 + Double(hour * 3_600 + minute * 60))
      case .minutesAgo(let minutes): return now.addingTimeInterval(Double(minutes) * -60)
      }
    }
  }

  let beginning: Beginning
  let scenes: [Scene]

  init(_ beginning: Beginning, _ scenes: [Scene]) {
    self.beginning = beginning
    self.scenes = scenes
  }
}

/// One person does one thing.
struct Scene: Sendable {
  let who: DemoPerson
  /// How long after the scene before.
  let after: Duration
  /// Which of the story's tickets; most stories have one.
  let ticket: String
  let deed: Deed

  init(_ who: DemoPerson, after: Duration = .zero, on ticket: String = "", _ deed: Deed) {
    self.who = who
    self.after = after
    self.ticket = ticket
    self.deed = deed
  }
}

enum Deed: Sendable {
  case opens(Sheet)
  case says(String, Audience = .internal, as: String = "")
  /// Writes down what the requester said.
  case quotes(String)
  case edits(String, to: String)
  case retracts(String)
  case releases
  case attaches(DemoFile, Audience = .partner)
  case sets(String, hold: String? = nil, until: Duration? = nil)
  /// Makes the ticket one's own and begins with it.
  case takes
  case offers(DemoDeskName, String, respondIn: Duration? = nil, resolveIn: Duration? = nil)
  case accepts(eta: Duration? = nil)
  case declines(String)
  case withdraws
  case recalls(String)
  case returns(String)
  case promises(eta: Duration, String)
  case completes(ResolutionCode, String, minutes: Int = 60, serial: String? = nil)
  case confirms
  case reworks(String)
  /// Opens a part of the ticket, or splits one off.
  case opensChild(Sheet, as: String)
  case splits(Sheet, as: String, taking: String)
  case merges(into: String)
}

/// A ticket as somebody writes it down.
struct Sheet: Sendable {
  let subject: String
  let description: String
  var type = TicketType.incident
  var priority = Priority.normal
  var requester: DemoContact?
  var assignee: DemoPerson?
  var tags: [String] = []
  var site: Site?
  var fields: [String: String] = [:]

  init(
    _ subject: String, _ description: String, type: TicketType = .incident, _ priority: Priority = .normal,
    from requester: DemoContact? = nil, for assignee: DemoPerson? = nil, tags: [String] = [], at site: Site? = nil,
    fields: [String: String] = [:]
  ) {
    self.subject = subject
    self.description = description
    self.type = type
    self.priority = priority
    self.requester = requester
    self.assignee = assignee
    self.tags = tags
    self.site = site
    self.fields = fields
  }

  var input: TicketInput {
    var input = TicketInput()
    input.changes.subject = subject
    input.changes.description = description
    input.changes.type = type
    input.changes.priority = priority
    if !tags.isEmpty { input.changes.tags = tags }
    if let site { input.changes.site = .to(site) }
    if let requester {
      input.requester = .to(
        .init(email: EmailAddress(requester.email), name: requester.name, phone: requester.phone))
    }
    if let assignee {
      input.assignee = .to(assignee.email)
      if let team = assignee.team { input.team = .to(team) }
    }
    input.fields = fields.mapValues { .text($0) }
    return input
  }
}

extension Duration {
  static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
  static func hours(_ count: Int) -> Duration { .seconds(count * 3_600) }
  static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }

  var interval: TimeInterval { self / .seconds(1) }
}
