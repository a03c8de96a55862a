// expect: 'status' setter is inaccessible

import Ticketing

/// A ticket changes by its verbs.
func close(_ ticket: inout Ticket, as status: Status) { ticket.status = status }
