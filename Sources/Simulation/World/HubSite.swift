import Relay

/// One hub of a world: its storage, and the process that is up on it.
struct HubSite {
  let index: Int
  var store: any HubStore
  var fate: Fate
  let clocks: [NodeClock]
  var nodes: [Node] = []
  var wires: [Wire] = []
  var carriage: HubCarriage?
  var isUp = true
  /// An earlier moment that it can be put back to.
  var copy: OldCopy?
  /// What the world knew before the write in whose midst a copy is to be taken.
  var known: KnownDesks?
  /// What the desks were when the process died.
  var remembered: [UInt64] = []
  /// When the world looks for ready lanes next; nil where nothing is planned.
  var relayAt: Int?
  var timersAt: Int?
  /// Rises with each process.
  var run = 0

  var frail: FrailStore { FrailStore(store: store, fate: fate) }
}
