package import Federation

/// How many tickets two desks have with one another.
package struct OpenHandoffs: Sendable, Equatable {
  /// That this desk handed over.
  package var out: Int
  /// That it received.
  package var `in`: Int

  package init(out: Int = 0, in: Int = 0) {
    self.out = out
    self.in = `in`
  }
}

/// An open handoff with what people know its ticket by at this desk.
package struct OpenHandoffTicket: Sendable, Equatable {
  package let handoff: Handoff
  package let number: Int
  package let subject: String

  package init(_ handoff: Handoff, number: Int, subject: String) {
    self.handoff = handoff
    self.number = number
    self.subject = subject
  }
}
