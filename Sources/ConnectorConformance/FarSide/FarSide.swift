package import ConnectorKit
package import StrictJSON

/// A double of an external desk: it keeps tickets in memory, and judges each request by what the vendor documents: secrets,
/// demanded fields, transitions, sizes, what is closed.
///
/// It is written beside the connector, from the vendor's documentation and from recorded exchanges of one's own; it lives
/// for one case and is used by one task.
package protocol FarSide: AnyObject {
  func answer(_ request: FarRequest) -> EgressAnswer

  /// All that stand there, in the order in which they were made.
  var tickets: [FarTicket] { get }

  /// The webhooks that it has sent since it was made, oldest first, not yet signed; none of a desk that is asked.
  var hooks: [Hook] { get }

  /// Somebody there makes a ticket: its id.
  func open(subject: String, description: String) -> String

  /// Somebody there, who is not the hub, writes a comment.
  func say(_ text: String, isPublic: Bool, on id: String)

  /// Somebody there attaches a file.
  func attach(_ name: String, _ bytes: [UInt8], to id: String)

  /// Somebody there sets a status, be it one that nobody has heard of.
  func set(status: String, of id: String)

  /// The ticket takes nothing more for ever. False of a desk that has no such state.
  func closeForGood(_ id: String) -> Bool

  /// The largest file that it takes, in bytes; the conformance kit makes it small.
  var largestFile: Int { get set }

  /// The mails that it has sent since it was made, oldest first; of a desk that is known by its mails.
  var mails: [FarMail] { get }

  /// Takes a mail of the hub's. One with the same mark is the same mail.
  ///
  /// - Returns: why its server refuses it, if it does.
  func take(_ mail: OutwardMail, files: [FarTicket.File]) -> DeliveryFailure?

  /// What the hub would give to whoever asks at an address that it names: for a far side that fetches files by itself.
  func mayFetch(_ name: String, _ bytes: [UInt8])
}

extension FarSide {
  package var mails: [FarMail] { [] }

  package func take(_: OutwardMail, files _: [FarTicket.File]) -> DeliveryFailure? { .permanent(.unsupported("mail")) }

  package func mayFetch(_: String, _: [UInt8]) {}
}

/// A mail as it leaves a double.
package struct FarMail: Sendable, Equatable {
  package var raw: [UInt8]
  /// To which of the connection's addresses it goes.
  package var door: ForeignMail.Door

  package init(_ raw: [UInt8], to door: ForeignMail.Door = .secret) {
    self.raw = raw
    self.door = door
  }
}

/// A ticket as it stands at a double.
package struct FarTicket: Sendable, Equatable {
  package var id: String
  package var subject: String
  /// In the far side's words, as the connector reports it.
  package var status: String
  package var priority: String
  package var comments: [Comment]
  package var files: [File]

  package init(
    id: String, subject: String, status: String, priority: String, comments: [Comment] = [], files: [File] = []
  ) {
    self.id = id
    self.subject = subject
    self.status = status
    self.priority = priority
    self.comments = comments
    self.files = files
  }

  package struct Comment: Sendable, Equatable {
    package var id: String
    package var body: String
    package var isPublic: Bool

    package init(id: String, body: String, isPublic: Bool) {
      self.id = id
      self.body = body
      self.isPublic = isPublic
    }
  }

  package struct File: Sendable, Equatable {
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }
}

extension EgressAnswer {
  /// An answer of JSON, as doubles give it.
  package static func json(
    _ value: JSONValue, status: Int = 200, headers: [(name: String, value: String)] = []
  ) -> EgressAnswer {
    EgressAnswer(
      status: status,
      headers: [AnswerHeader(name: "Content-Type", value: "application/json")]
        + headers.map { AnswerHeader(name: $0.name, value: $0.value) },
      body: JSONWriter.bytes(of: value))
  }
}
