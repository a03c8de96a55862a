// expect: compiles

import Ticketing

/// What is allowed compiles: else this folder would prove nothing.
func sameTicket(_ left: ID<Ticket>, _ right: ID<Ticket>) -> Bool { left == right }

func open(_ ticket: TicketID) -> Bool { sameTicket(ticket, ticket) }
