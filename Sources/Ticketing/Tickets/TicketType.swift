/// What kind of work a ticket is; a closed list, since it crosses between desks.
package enum TicketType: String, Sendable, CaseIterable, Codable {
  case incident
  case request
  case problem
  case change
}
