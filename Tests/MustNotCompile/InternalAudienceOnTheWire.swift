// expect: type 'SharedAudience' has no member 'internal'

import Ticketing

/// An internal audience cannot even be written on the wire.
let audience: SharedAudience = .internal
