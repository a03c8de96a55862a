package import ConnectorKit
package import Foundation
package import Ticketing

/// Does what a connector wants done, step by step, until it has what it asked for.
package struct Errands: Sendable {
  let egress: any Egress
  let connections: OutsideConnections
  /// For connectors that write mails; nil where none is written.
  let post: OutwardPost?
  let now: @Sendable () -> Date

  /// No exchange needs more; one that does would never end.
  private static let longest = 100

  package init(
    egress: any Egress, connections: OutsideConnections, post: OutwardPost? = nil,
    now: @escaping @Sendable () -> Date
  ) {
    self.egress = egress
    self.connections = connections
    self.post = post
    self.now = now
  }

  /// - Parameter earlier: what is known of tries before this one.
  package func run<Outcome: Sendable>(
    for standIn: TenantID, after earlier: EarlierTries = EarlierTries(), _ step: (Exchange) -> Step<Outcome>
  ) async throws(DeliveryFailure) -> Outcome {
    var answers: [EgressAnswer] = []
    for _ in 0..<Self.longest {
      let token = await connections.token(of: standIn, at: now())
      let exchange = Exchange(
        answers: answers, token: token, earlierTries: earlier.count, known: earlier.known, at: now())
      switch step(exchange) {
      case .done(let outcome): return outcome
      case .failed(let failure):
        // A token that was refused is learnt anew by the next try.
        if case .permanent(.notAuthorised) = failure, token != nil {
          await connections.learn(nil, of: standIn)
          throw .temporary(retryAfter: nil, .notAuthorised)
        }
        throw failure
      case .learn(let token):
        await connections.learn(token, of: standIn)
        answers = []
      case .post(let mail):
        guard let post else { throw .temporary(retryAfter: nil, .noMail) }
        try await post.send(mail, for: standIn)
        answers.append(EgressAnswer(status: 250))
      case .read(let location):
        guard let post else { throw .permanent(.notFound) }
        answers.append(EgressAnswer(status: 200, body: try await post.read(location, of: standIn)))
      case .ask(let request): answers.append(try await ask(request, for: standIn))
      }
    }
    throw .permanent(.unintelligible)
  }

  private func ask(_ request: EgressRequest, for standIn: TenantID) async throws(DeliveryFailure) -> EgressAnswer {
    if let until = await connections.rest(of: standIn, at: now()) {
      throw .temporary(retryAfter: .seconds(max(1, until.timeIntervalSince(now()))), .unavailable)
    }
    do throws(EgressFailure) {
      let answer = try await egress.send(request.asked(for: standIn.description))
      await connections.note(answer.status < 500, of: standIn, at: now())
      return answer
    } catch {
      await connections.note(false, of: standIn, at: now())
      throw error.isTemporary
        ? .temporary(retryAfter: error.retryAfter, .egress(error)) : .permanent(.egress(error))
    }
  }
}

/// What came before a try.
package struct EarlierTries: Sendable {
  let count: Int
  /// Comments and files that are known to be there, by their ids there.
  let known: Set<String>

  package init(count: Int = 0, known: Set<String> = []) {
    self.count = count
    self.known = known
  }
}
