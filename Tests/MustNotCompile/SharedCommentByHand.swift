// expect: 'SharedComment' initializer is inaccessible due to 'fileprivate' protection level

import Ticketing

/// Only the comment itself says whether it may leave.
func leak(_ comment: Comment) -> SharedComment { SharedComment(comment, .partner) }
