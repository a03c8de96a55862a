/// One place of a lane at which its two desks do not keep the same.
package struct LaneDifference: Sendable, Hashable, Codable {
  package enum Kind: String, Sendable, CaseIterable, Codable {
    /// The receiver has nothing there.
    case lostByReceiver
    /// The sender has nothing there any more.
    case lostBySender
    /// Both have a message there, and not the same.
    case altered
    /// The receiver has the message, and not what it brought.
    case hollow
  }

  package let seq: Int
  package let kind: Kind

  package init(seq: Int, kind: Kind) {
    self.seq = seq
    self.kind = kind
  }

  /// Compares what the two desks of a lane keep.
  ///
  /// - Parameters:
  ///   - sent: the sender's messages, in their order.
  ///   - heard: the receiver's, in their order.
  ///   - end: the last place that both have dealt with: what lies behind it may be on its way.
  package static func all(sent: [LaneEntry], heard: [LaneEntry], upTo end: Int) -> [LaneDifference] {
    var differences: [LaneDifference] = []
    var (sent, heard) = (sent[...], heard[...])
    var isPassedOver = false
    while let seq = [sent.first?.seq, heard.first?.seq].compactMap(\.self).min(), seq <= end {
      let own = sent.first?.seq == seq ? sent.removeFirst() : nil
      let other = heard.first?.seq == seq ? heard.removeFirst() : nil
      if let other { isPassedOver = other.mark == .passed }
      if let kind = kind(own, other, isPassedOver: isPassedOver) {
        differences.append(LaneDifference(seq: seq, kind: kind))
      }
    }
    return differences
  }

  private static func kind(_ sent: LaneEntry?, _ heard: LaneEntry?, isPassedOver: Bool) -> Kind? {
    guard let heard else { return isPassedOver ? nil : .lostByReceiver }
    // What never came nobody can give back, and what a person passed over nobody asks for.
    if heard.mark == .passed { return nil }
    guard let sent else { return .lostBySender }
    if heard.mark == .hollow { return .hollow }
    if sent.event != heard.event { return .altered }
    if sent.hash == heard.hash || sent.mark == .dropped || heard.mark == .dropped { return nil }
    return .altered
  }
}
