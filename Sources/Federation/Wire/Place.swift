/// A place in a lane: the epochs follow one another, and in each of them the messages.
package struct Place: Sendable, Hashable, Comparable {
  package let epoch: Int
  /// 0 stands before the first message of the epoch.
  package let seq: Int

  package init(epoch: Int, seq: Int) {
    self.epoch = epoch
    self.seq = seq
  }

  /// Where every lane begins.
  package static let start = Place(epoch: 1, seq: 0)

  package var next: Place { Place(epoch: epoch, seq: seq + 1) }

  package static func < (left: Place, right: Place) -> Bool { (left.epoch, left.seq) < (right.epoch, right.seq) }
}

extension Place: Codable {
  private enum CodingKeys: String, CodingKey {
    case epoch, seq
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    epoch = try container.decode(Int.self, forKey: .epoch)
    seq = try container.decode(Int.self, forKey: .seq)
    guard (1...1 << 50).contains(epoch), (0...1 << 50).contains(seq) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a place out of range"))
    }
  }
}
