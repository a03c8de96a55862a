// expect: cannot convert value of type 'Comment' to expected argument type 'SharedComment'

import Ticketing

/// A mail quotes excerpts, and an excerpt is made from a `SharedComment`; an internal comment has no such form.
func quote(_ comment: Comment) -> Excerpt { Excerpt(comment) }
