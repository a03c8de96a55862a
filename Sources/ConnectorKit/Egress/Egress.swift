/// The one way out: whatever asks a machine that somebody else named, asks by this.
///
/// What is promised of every conformer: names are resolved once and every address is judged before one is dialled; no redirect
/// is followed; certificates are proved; time, bytes and connections are bounded; a far side that hangs costs the others
/// nothing. A status of any number is an answer; what it means is for the caller to judge.
package protocol Egress: Sendable {
  /// Ends early, with `cancelled`, where its task is cancelled; what was under way is broken off then.
  func send(_ request: EgressRequest) async throws(EgressFailure) -> EgressAnswer
}
