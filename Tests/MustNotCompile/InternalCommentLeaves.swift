// expect: cannot convert value of type 'Comment' to expected argument type 'SharedComment'

import Federation
import Ticketing

/// What leaves is made from a `SharedComment`; an internal comment has no such form.
func leak(_ comment: Comment, under rules: Outward) -> CommentCopy { CommentCopy(comment, under: rules) }
