// expect: cannot convert value of type 'TicketID' (aka 'ID<Ticket>') to expected argument type 'CommentID' (aka 'ID<Comment>')

import Ticketing

func retract(_ comment: CommentID) {}

func retractByMistake(in ticket: TicketID) { retract(ticket) }
