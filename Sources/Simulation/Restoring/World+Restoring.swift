import Federation
import Foundation
import Ticketing

/// Hubs of which copies are taken, and that are put back to what they were.
extension World {
  func planCopies(_ chance: inout Chance, around time: Int) {
    for kind in FaultKind.later where chance.happens(scenario.share(of: kind)) {
      let hub = chance.below(hubs.count)
      heap.plan(.copy(hub: hub, inMidst: kind == .copiedInMidst), at: time)
      for _ in 0..<(chance.happens(0.2) ? 2 : 1) {
        heap.plan(.putBack(hub: hub), at: time + chance.span(upTo: scenario.pause * 20))
      }
    }
  }

  /// Takes a copy at once, or in the midst of the hub's next write.
  func copy(_ hub: Int, inMidst: Bool) throws {
    guard !isHealed, hubs[hub].isUp, !hubs[hub].fate.isDead else { return }
    guard !inMidst else { return hubs[hub].fate.copyNext() }
    keep(try hubs[hub].store.copied(), try known(of: hub), hub)
  }

  /// What a hub's next write is for.
  func expect(_ work: Fate.Work, at hub: Int, stumbles: Bool = false) throws {
    hubs[hub].fate.expect(work, stumbles: stumbles)
    if hubs[hub].fate.isToCopy { hubs[hub].known = try known(of: hub) }
  }

  /// Keeps the copy that a write found being taken, with what was known before it.
  func takeCopy(of hub: Int) {
    guard let copy = hubs[hub].fate.takeCopy(), let known = hubs[hub].known else { return }
    keep(copy, known, hub)
  }

  private func keep(_ copy: any HubCopy, _ known: KnownDesks, _ hub: Int) {
    hubs[hub].copy?.store.discard()
    hubs[hub].copy = OldCopy(store: copy, known: known)
    chronicle.tell(now, "hub \(hub) is copied")
  }

  private func known(of hub: Int) throws -> KnownDesks {
    let sites = desks.filter { $0.hub == hub }
    return KnownDesks(
      sites: sites, files: blobs.kept(of: Set(sites.map(\.tenant))),
      digests: try sites.map { try digest(of: $0.index) })
  }

  /// The process ends wherever it is; another one begins on the copy. What was said here since and never left is gone.
  func putBack(_ hub: Int) throws {
    guard !isHealed, let copy = hubs[hub].copy, returns < Bounds.returns else { return }
    returns += 1
    chronicle.strike(.oldCopy, at: stage(of: hub), now, "hub \(hub)")
    hubs[hub].fate.die(at: .committed)
    for wire in hubs[hub].wires { wire.abandon() }
    loop.drain()
    for work in finished.take() { finish(work) }
    // Whoever puts a copy back looks at the clock first: an epoch begins with its time.
    for clock in hubs[hub].clocks { clock.correct() }
    hubs[hub].store.close()
    try recall(copy.known)
    try checkCopy(copy, hub)
    hubs[hub].store = try copy.store.putBack(on: loop, seed: seeds.next)
    hubs[hub].fate = fate(of: hub)
    raise(hub)
    for site in copy.known.sites { try look(at: site.index) }
  }

  /// Where the messages are that the hub has to do with.
  private func stage(of hub: Int) -> Stage {
    if hubs[hub].wires.contains(where: \.isWaiting) { return .sent }
    return hubs.contains { $0.wires.contains(where: \.isWaiting) } ? .received : .committed
  }

  /// The world forgets with the desks.
  private func recall(_ known: KnownDesks) throws {
    for site in known.sites {
      let unmirrored = desks[site.index].unmirrored
      desks[site.index] = site
      desks[site.index].unmirrored.formUnion(unmirrored)
      // What the copy still had to send is of a life that is over now, and was never forgotten.
      desks[site.index].remembered = [:]
      for ticket in site.tickets { desks[site.index].talks[ticket]?.beginAnew() }
    }
    blobs.putBack(known.files, of: Set(known.sites.map(\.tenant)))
  }

  /// The copy is of one moment, and nothing that came later is in it.
  private func checkCopy(_ copy: OldCopy, _ hub: Int) throws {
    let opened = try copy.store.opened()
    hubs[hub].store = opened
    defer { opened.close() }
    chronicle.check(.durable)
    guard try copy.known.sites.map({ try digest(of: $0.index) }) == copy.known.digests else {
      throw Breach(.durable, "the copy of hub \(hub) is not what the hub was")
    }
  }
}
