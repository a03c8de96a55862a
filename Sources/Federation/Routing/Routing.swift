import Mutants
package import Ticketing

/// To whom each change goes. This is the only place where a change's origin is dropped: that is the loop guard.
package enum Routing {
  package enum Subject: Sendable, Equatable {
    case comment(SharedAudience)
    /// An edit or a retraction follows the comment to the handoffs that it went to.
    case followUp(wentTo: Set<HandoffID>)
    case file(SharedAudience)
    /// Status and ETA flow towards the first desk.
    case status
    case eta
    /// Priority and deadlines flow away from it.
    case priority
    case deadlines
    case fields
  }

  package static func carries(
    _ subject: Subject, over leg: Leg, outward: Outward, from provenance: Provenance
  ) -> Bool {
    guard leg.handoff.id != provenance.arrivedBy || Mutant.echo.isOn, provenance.hops < Envelope.maximumHops,
      leg.partnership.phase == .joined
    else { return false }
    let state = leg.handoff.state
    switch (subject, leg.handoff.side) {
    case (.comment(let audience), _):
      return (Mutant.commentsStopAtCompletion.isOn ? state.isUnderWay : state.isOpen) && outward.lets(audience)
    case (.file(let audience), _):
      return state.isOpen && (outward.rules.attachments || Mutant.filesGoUnasked.isOn) && outward.lets(audience)
    case (.followUp(let wentTo), _): return wentTo.contains(leg.handoff.id) && !Mutant.followUpsAreLost.isOn
    case (.status, .delegate), (.eta, .delegate): return state == .accepted
    case (.status, .delegator): return state == .accepted && Mutant.statusGoesDown.isOn
    case (.eta, .delegator): return false
    case (.priority, .delegator): return state.isOpen && !Mutant.priorityStaysHere.isOn
    case (.deadlines, .delegator): return state.isOpen
    case (.priority, .delegate), (.deadlines, .delegate): return false
    case (.fields, _): return state.isOpen
    }
  }
}
