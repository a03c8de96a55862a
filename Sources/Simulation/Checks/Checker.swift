/// What is held against every world.
package enum Checker: String, Sendable, CaseIterable {
  /// Nothing that was kept is missing when a hub comes up again after a crash.
  case durable
  /// Nothing is applied twice.
  case once
  /// What one desk said about a ticket stands at the other in the order in which it was said.
  case order
  /// At rest both desks of a handoff say the same of it.
  case agreement
  /// Each lane's messages are all there, alike at both ends.
  case lanes
  /// Each neighbour is sent exactly what a naive reading of the sharing rules gives it.
  case routing
  /// At rest every desk has exactly the conversation that a naive model has.
  case content
  /// Each move and each word does what the protocol's text says, and nobody makes a move that it forbids.
  case book
  /// Each chain has one holder, or none where it was taken away.
  case holder
  /// Nothing internal, and nobody's name or address, is in bytes that leave.
  case leak
  /// Nobody but the partner is heard.
  case stranger
  /// A desk's commits touch no other desk.
  case tenancy
  /// Queues, tries and steps stay bounded.
  case bounds
  /// Whatever is dropped, parked or cancelled stands in a list and in the log.
  case visible
  /// When faults are over, all is delivered within a bound.
  case convergence
  /// Nobody's work ends in an error that is no refusal.
  case stumble
  /// No ticket is handed to a desk that it came from.
  case loop
}

/// What a checker found.
package struct Breach: Error, Sendable, Equatable {
  package let checker: Checker
  package let words: String

  init(_ checker: Checker, _ words: String) {
    self.checker = checker
    self.words = words
  }
}
