import CLibpq
import SQLStorage

/// What nobody asks about waits here and goes to the server with the next question, or with the commit: one way there and back
/// for all of it.
struct Unsent {
  struct Message {
    /// Under which the statement is prepared.
    let name: String
    let values: BoundValues
  }

  private(set) var messages: [Message] = []

  /// So many the server is told at once: it answers each, and nobody reads that meanwhile.
  static let most = 64

  var isFull: Bool { messages.count >= Self.most }

  mutating func add(_ message: Message) { messages.append(message) }

  mutating func take() -> [Message] {
    defer { messages = [] }
    return messages
  }
}

extension PostgresConnection {
  /// Sends messages together, and gives what the last one came to.
  ///
  /// - Throws: `StorageError`, by the first that the server refused; it does nothing of those behind it.
  func deliver(_ messages: [Unsent.Message]) throws -> OpaquePointer {
    guard library.functions.enter_pipeline(connection) == 1 else { throw lost() }
    for message in messages {
      let isSent = message.values.lend { count, values, lengths, formats in
        library.functions.send_prepared(connection, message.name, count, values, lengths, formats, 1)
      }
      guard isSent == 1 else { throw lost() }
    }
    guard library.functions.pipeline_sync(connection) == 1 else { throw lost() }
    let answer = try answer(to: messages.count)
    guard library.functions.exit_pipeline(connection) == 1 else { throw lost() }
    return try answer.get()
  }

  /// Reads the answers to so many messages; gives the last one, or the first refusal.
  private func answer(to count: Int) throws -> Result<OpaquePointer, any Error> {
    var last: Result<OpaquePointer, any Error>?
    for _ in 0..<count {
      guard let result = library.functions.get_result(connection) else { throw lost() }
      // A null ends what belongs to one message.
      while let more = library.functions.get_result(connection) { library.functions.clear(more) }
      if case .failure = last {
        library.functions.clear(result)
      } else {
        if case .success(let before) = last { library.functions.clear(before) }
        last = Result { try checked(result) }
      }
      guard isAlive else { throw lost() }
    }
    // The end of all.
    guard let end = library.functions.get_result(connection) else { throw lost() }
    library.functions.clear(end)
    guard let last else { preconditionFailure("nothing was sent") }
    return last
  }
}
