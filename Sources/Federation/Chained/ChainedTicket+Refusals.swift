package import Foundation
package import Ticketing

/// What this desk may do now, asked of the verbs themselves: each is made on a copy that nobody keeps, so that there is no
/// second table that could say otherwise.
extension ChainedTicket {
  /// Why the desk may not make a delegator's move; nil where it may.
  package func refusal(of move: DelegatorMove, on id: HandoffID, at now: Date) -> HandoffRefusal? {
    refusal(at: now) { (copy, moment) throws(HandoffRefusal) in
      switch move {
      case .withdraw: try copy.withdraw(id, by: desk.system, &moment)
      case .recall: try copy.recall(id, reason: "", by: desk.system, &moment)
      case .rework: try copy.rework(id, reason: "", by: desk.system, &moment)
      case .confirm: try copy.confirm(id, by: desk.system, &moment)
      }
    }
  }

  /// Why the desk may not take the ticket back into a status; nil where it may.
  package func refusalToRecall(_ id: HandoffID, then status: Status, at now: Date) -> HandoffRefusal? {
    refusal(at: now) { (copy, moment) throws(HandoffRefusal) in
      try copy.recall(id, reason: "", then: status, by: desk.system, &moment)
    }
  }

  /// Why the desk may not make a delegate's move; nil where it may. A completion counts as one that lacks nothing.
  package func refusal(of move: DelegateMove, on id: HandoffID, at now: Date) -> HandoffRefusal? {
    refusal(at: now) { (copy, moment) throws(HandoffRefusal) in
      switch move {
      case .accept: try copy.accept(id, by: desk.system, &moment)
      case .decline: try copy.decline(id, reason: "", by: desk.system, &moment)
      case .return: try copy.return(id, reason: "", by: desk.system, &moment)
      case .complete: try copy.complete(id, .full, by: desk.system, &moment)
      }
    }
  }

  /// Why the desk may not change when it expects to be there, or done.
  package func refusalToChangeEta(of id: HandoffID, at now: Date) -> HandoffRefusal? {
    refusal(at: now) { (copy, moment) throws(HandoffRefusal) in
      try copy.change(id, eta: Eta(eta: now, reason: nil), by: desk.system, &moment)
    }
  }

  /// Why the desk may not change deadlines and priority.
  package func refusalToChangeTerms(of id: HandoffID, at now: Date) -> HandoffRefusal? {
    refusal(at: now) { (copy, moment) throws(HandoffRefusal) in
      try copy.change(id, deadlines: nil, priority: nil, by: desk.system, &moment)
    }
  }

  /// Why the desk may not hand the ticket over to a partner.
  package func refusalToOffer(over partnership: Partnership, at now: Date) -> HandoffRefusal? {
    refusal(at: now) { (copy, moment) throws(HandoffRefusal) in
      try copy.offer(over: partnership, as: moment.newID(), OfferTerms(), by: desk.system, &moment)
    }
  }

  private func refusal(
    at now: Date, of verb: (inout ChainedTicket, inout Moment) throws(HandoffRefusal) -> Void
  ) -> HandoffRefusal? {
    var (copy, moment) = (self, Moment(now: now, seed: 0))
    do throws(HandoffRefusal) {
      try verb(&copy, &moment)
      return nil
    } catch {
      return error
    }
  }
}

extension Completion {
  /// Has all that any partnership may ask for.
  fileprivate static let full = Completion(
    resolution: Resolution(code: .fixed, text: "-"), minutes: 0, serialNumber: "-")
}
