/// What kind of work a ticket is; a closed list, since it crosses between desks.
package enum TicketType: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
  case incident
  case request
  case problem
  case change
}
