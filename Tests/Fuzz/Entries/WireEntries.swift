import Federation

extension FuzzEntry {
  static let wireEntries = [
    FuzzEntry("envelope", "A message between desks has one form of bytes, and its numbers can be counted on.", envelope)
  ]

  @Sendable private static func envelope(_ input: FuzzInput) throws {
    guard let envelope = try? Envelope(wireBytes: input.bytes) else { return }
    let bytes = try envelope.wireBytes()
    let again = try Envelope(wireBytes: bytes)
    try require(again == envelope, "it came back as another message")
    try require(try again.wireBytes() == bytes, "it was written in two ways")
    for number in [envelope.epoch, envelope.seq, envelope.hops, envelope.seen, envelope.turn.number] {
      try require((0...1 << 53).contains(number), "the number \(number)")
    }
    var lane = Lane()
    _ = lane.arrival(epoch: envelope.epoch, seq: envelope.seq)
    lane.pass(epoch: envelope.epoch, seq: envelope.seq)
    try require(lane.arrival(epoch: envelope.epoch, seq: envelope.seq) == .duplicate, "it counts twice")
    _ = (envelope.turn.next, envelope.tombstone, envelope.contentEvents, envelope.files, envelope.message.overtakes)
  }
}
