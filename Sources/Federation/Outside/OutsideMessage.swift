package import Foundation
package import Ticketing

/// What a desk that stands in for an external one has to tell it, as it was when it happened; in which words is decided when
/// it is sent.
package struct OutsideMessage: Sendable, Equatable, Codable {
  /// The event that it tells, which is the message's own name as well.
  package let event: EventID
  package let at: Date
  package let author: WireAuthor
  package let content: Content

  package init(event: EventID, at: Date, author: WireAuthor, content: Content) {
    self.event = event
    self.at = at
    self.author = author
    self.content = content
  }

  package enum Content: Sendable, Equatable {
    case open(Opening)
    case comment(Words)
    /// New words for the comment of that event.
    case edit(EventID, Words)
    case retract(EventID)
    case file(File)
    case status(Standing)
    case priority(Priority)
    /// A file of theirs, to be fetched; by its description, as the connector understands it.
    case fetch(String)
  }

  /// The ticket as it was handed over.
  package struct Opening: Sendable, Equatable, Codable {
    package let number: Int
    package let subject: String
    package let description: String
    package let type: TicketType
    package let priority: Priority
    package let requester: WireRequester?
    package let message: String?
    package let site: Site?
    package let fields: [String: FieldValue]
  }

  package struct Words: Sendable, Equatable, Codable {
    package let body: String
    package let format: Comment.Format
    package let audience: SharedAudience

    package init(body: String, format: Comment.Format, audience: SharedAudience) {
      self.body = body
      self.format = format
      self.audience = audience
    }
  }

  package struct File: Sendable, Equatable, Codable {
    package let name: String
    package let mediaType: String
    package let bytes: Int
    package let hash: ContentHash
    package let audience: SharedAudience
  }

  /// The stand-in's own status, which is one of the external desk's.
  package struct Standing: Sendable, Equatable, Codable {
    package let status: String
    package let category: StatusCategory
    package let resolution: Resolution?
    package let hold: Hold?
  }

  /// What it is called in lists of deliveries: by the word for the same thing between desks.
  package var kind: Message.Kind {
    switch content {
    case .open: .offer
    case .comment: .comment
    case .edit: .edit
    case .retract: .retract
    case .file, .fetch: .file
    case .status: .status
    case .priority: .priority
    }
  }
}

extension OutsideMessage.Content: Codable {
  private enum CodingKeys: String, CodingKey {
    case open, comment, edit, retract, file, status, priority, fetch, of
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys) throws -> Value? {
      try container.decodeIfPresent(Value.self, forKey: key)
    }
    if let opening: OutsideMessage.Opening = try value(.open) {
      self = .open(opening)
    } else if let words: OutsideMessage.Words = try value(.comment) {
      self = .comment(words)
    } else if let words: OutsideMessage.Words = try value(.edit) {
      self = .edit(try container.decode(EventID.self, forKey: .of), words)
    } else if let event: EventID = try value(.retract) {
      self = .retract(event)
    } else if let file: OutsideMessage.File = try value(.file) {
      self = .file(file)
    } else if let standing: OutsideMessage.Standing = try value(.status) {
      self = .status(standing)
    } else if let priority: Priority = try value(.priority) {
      self = .priority(priority)
    } else {
      self = .fetch(try container.decode(String.self, forKey: .fetch))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .open(let opening): try container.encode(opening, forKey: .open)
    case .comment(let words): try container.encode(words, forKey: .comment)
    case .edit(let event, let words):
      try container.encode(words, forKey: .edit)
      try container.encode(event, forKey: .of)
    case .retract(let event): try container.encode(event, forKey: .retract)
    case .file(let file): try container.encode(file, forKey: .file)
    case .status(let standing): try container.encode(standing, forKey: .status)
    case .priority(let priority): try container.encode(priority, forKey: .priority)
    case .fetch(let file): try container.encode(file, forKey: .fetch)
    }
  }
}
