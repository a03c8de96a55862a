import Crypto
import Foundation
import Mutants
package import Ticketing

/// A chain's random id and exactly eight tags: one HMAC-SHA256 for each desk in it, the rest padding.
///
/// Who has a desk's federation id can tell whether the desk is in the chain; nobody else learns who is. A padding tag is
/// known as one only by who has the chain's id, that is by the desks of the chain, who know its length from `hops` anyway.
package struct ChainTags: Sendable, Hashable, Codable {
  package static let count = 8

  package let chain: ChainID
  package let tags: [String]

  private init(chain: ChainID, tags: [String]) {
    self.chain = chain
    self.tags = tags
  }

  private enum CodingKeys: String, CodingKey {
    case chain, tags
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    chain = try container.decode(ChainID.self, forKey: .chain)
    tags = try container.decode([String].self, forKey: .tags)
    guard tags.count == ChainTags.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .tags, in: container, debugDescription: "a chain has exactly \(ChainTags.count) tags")
    }
  }

  /// The tags of a new chain that begins at a desk.
  package init(startingAt desk: FederationID, moment: inout Moment) {
    let chain: ChainID = moment.newID()
    let padding = (1..<ChainTags.count).map { ChainTags.padding($0, in: chain) }
    self.init(chain: chain, tags: ChainTags.shuffled([ChainTags.tag(of: desk, in: chain)] + padding, &moment))
  }

  package func contains(_ desk: FederationID) -> Bool { tags.contains(ChainTags.tag(of: desk, in: chain)) }

  /// The tags with one more desk; nil where eight desks are in the chain already.
  package func joined(by desk: FederationID, moment: inout Moment) -> ChainTags? {
    if contains(desk) || Mutant.chainIsNotJoined.isOn { return self }
    let padding = Set((1..<ChainTags.count).map { ChainTags.padding($0, in: chain) })
    guard let free = tags.firstIndex(where: padding.contains) else { return nil }
    var joined = tags
    joined[free] = ChainTags.tag(of: desk, in: chain)
    return ChainTags(chain: chain, tags: ChainTags.shuffled(joined, &moment))
  }

  private static func tag(of desk: FederationID, in chain: ChainID) -> String {
    code(over: "desk:" + desk.hex, in: chain)
  }

  private static func padding(_ index: Int, in chain: ChainID) -> String { code(over: "padding:\(index)", in: chain) }

  private static func code(over text: String, in chain: ChainID) -> String {
    let key = SymmetricKey(data: Data(chain.description.utf8))
    return HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key).prefix(16).hexadecimal
  }

  /// Fisher and Yates.
  private static func shuffled(_ tags: [String], _ moment: inout Moment) -> [String] {
    var shuffled = tags
    for last in stride(from: shuffled.count - 1, to: 0, by: -1) {
      shuffled.swapAt(last, Int(moment.chance() % UInt64(last + 1)))
    }
    return shuffled
  }
}

extension Sequence<UInt8> {
  /// Two lower-case hexadecimal digits a byte.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
