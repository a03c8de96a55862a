// expect: cannot convert value of type 'Comment' to expected argument type 'SharedComment'

import Ticketing

/// A mail to a requester is made of a `PublicComment`, which is made from a `SharedComment`; an internal comment has no such form.
func write(_ comment: Comment) -> PublicComment? { PublicComment(comment) }
