import Mustache

/// One thing in a conversation: a day that begins, a comment, or what happened between two comments.
enum ConversationItem: MustacheParent {
  case day(String)
  case comment(ConversationEntry)
  case events(EventGroup)

  func child(named key: String) -> Any? {
    switch (self, key) {
    case (.day(let day), "day"): day
    case (.comment(let entry), "comment"): entry
    case (.events(let group), "events"): group
    // What an item is not, none of the views around it is either.
    case (_, "day"), (_, "comment"), (_, "events"): false
    case _: nil
    }
  }
}

/// What happened between two comments.
struct EventGroup: MustacheParent {
  struct Line: MustacheParent {
    let line: String
    let at: TimeView

    func child(named key: String) -> Any? {
      switch key {
      case "line": line
      case "at": at
      case _: nil
      }
    }
  }

  /// More lines than this are folded.
  private static let mostUnfolded = 3

  let lines: [Line]
  /// How many, in words, where they are folded.
  let folded: String?

  init(_ lines: [Line], _ place: TicketPlace) {
    self.lines = lines
    folded = lines.count > Self.mostUnfolded ? place.text("events_folded", ["count": "\(lines.count)"]) : nil
  }

  func child(named key: String) -> Any? {
    switch key {
    case "lines": lines
    case "folded": folded ?? false
    case _: nil
    }
  }
}
