import Synchronization
package import Ticketing

/// Answers that are the same for everybody who asks the same of a desk, remembered for as long as storage says that nothing of
/// the desk has changed: a list that many people look at is read once after each change.
package final class RememberedAnswers: Sendable {
  /// What an answer depends on beside the desk's state.
  package struct Question: Hashable, Sendable {
    let tenant: TenantID
    let route: String
    let query: [String: String]
    /// Nil where it does not matter who asks.
    let agent: AgentID?

    package init(tenant: TenantID, route: String, query: [String: String], agent: AgentID?) {
      self.tenant = tenant
      self.route = route
      self.query = query
      self.agent = agent
    }
  }

  private struct State {
    var known: [Question: (answer: Answer, version: UInt64)] = [:]
    var bytes = 0
  }

  private let state = Mutex(State())
  private let capacity: Int

  /// - Parameter capacity: in bytes of bodies; when it is full, it begins anew. A larger answer than a quarter of it is not
  ///   remembered.
  package init(capacity: Int = 4 << 20) { self.capacity = capacity }

  /// The answer to a question, written out.
  ///
  /// - Parameter version: gives the number of the desk's state, nil where nothing may be remembered.
  package func answer(
    to question: Question, version: () -> UInt64?, look: () async throws -> Answer
  ) async throws -> Answer {
    // Asked before the read: a change that comes between the two makes what was read of no use to the next request.
    guard let version = version() else { return try await look() }
    if let known = state.withLock({ $0.known[question] }), known.version == version { return known.answer }
    let answer = try await look().writtenOut()
    keep(answer, question, version)
    return answer
  }

  private func keep(_ answer: Answer, _ question: Question, _ version: UInt64) {
    guard let size = answer.body.size, size <= capacity / 4 else { return }
    state.withLock { state in
      if let former = state.known.removeValue(forKey: question) { state.bytes -= former.answer.body.size ?? 0 }
      if state.bytes + size > capacity { state = State() }
      state.known[question] = (answer, version)
      state.bytes += size
    }
  }
}

extension Answer {
  /// The same with its body as it goes out.
  fileprivate func writtenOut() -> Answer {
    guard let bytes = body.written else { return self }
    return Answer(status: status, headers: headers, body: .bytes(bytes))
  }
}

extension Answer.Body {
  /// Nil for what is not written out.
  fileprivate var size: Int? {
    switch self {
    case .bytes(let bytes): bytes.count
    case .json, .stream, .live: nil
    }
  }
}
