// expect: cannot convert value of type '[Comment]' to expected argument type '[MergedComment]'

import Federation
import Ticketing

/// A survivor takes over copies only that are internal by their type.
func leak(_ comments: [Comment]) -> MergedContent { MergedContent(comments: comments, attachments: []) }
