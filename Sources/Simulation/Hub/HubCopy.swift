/// A hub's storage as it was when it was copied; it can be put back any number of times.
protocol HubCopy: Sendable {
  /// Opens it to be looked at: nothing has begun anew.
  func opened() throws -> any HubStore
  /// Puts it back as an operator does: each desk begins a new epoch, and asks its partners.
  ///
  /// - Parameter seed: of what the desks say about it.
  func putBack(on loop: StepLoop, seed: UInt64) throws -> any HubStore
  func discard()
}

/// A copy of a hub, and what the world knew of the hub's desks at that moment.
struct OldCopy {
  let store: any HubCopy
  let known: KnownDesks
}

/// What the world knows of a hub's desks at one moment.
struct KnownDesks {
  let sites: [DeskSite]
  let files: SimulatedBlobs.Kept
  /// What the desks are, each in one number.
  let digests: [UInt64]
}
