/// How a ticket was solved; a closed list, since it crosses between desks.
package enum ResolutionCode: String, Sendable, CaseIterable, Codable {
  case fixed
  case workaround
  case duplicate
  case notReproducible = "not_reproducible"
  case noFault = "no_fault"
  case declinedByRequester = "declined_by_requester"
  case withdrawn
  case other
}

package struct Resolution: Sendable, Equatable, Codable {
  package let code: ResolutionCode
  /// What was done, for the desk that gets the ticket back; at most `Limits.resolutionBytes`.
  package let text: String

  package init(code: ResolutionCode, text: String) {
    self.code = code
    self.text = text
  }
}
