/// A handoff together with the partnership that it goes over.
package struct Leg: Sendable, Equatable {
  package internal(set) var handoff: Handoff
  package let partnership: Partnership

  package init(handoff: Handoff, partnership: Partnership) {
    self.handoff = handoff
    self.partnership = partnership
  }
}
