import Mutants

/// Counts the delegator's moves. After a restore from a backup the epoch rises, so that no old turn passes for a new one.
package struct Turn: Sendable, Hashable, Codable, Comparable {
  package let epoch: Int
  package let number: Int

  package init(epoch: Int = 1, number: Int) {
    self.epoch = epoch
    self.number = number
  }

  private enum CodingKeys: String, CodingKey {
    case epoch, number
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    epoch = try container.decode(Int.self, forKey: .epoch)
    number = try container.decode(Int.self, forKey: .number)
    guard (1...1 << 50).contains(epoch), (0...1 << 50).contains(number) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a turn out of range"))
    }
  }

  package var next: Turn { Turn(epoch: epoch, number: number + 1) }

  package static func < (left: Turn, right: Turn) -> Bool {
    (left.epoch, left.number) < (right.epoch, right.number)
  }

  /// How a message's turn stands to the record's own.
  package func age(against own: Turn) -> TurnAge {
    if self < own { return Mutant.staleTurnIsSame.isOn ? .same : .older }
    return self == own ? .same : .newer
  }
}

package enum TurnAge: Sendable, CaseIterable {
  case older
  case same
  case newer
}
