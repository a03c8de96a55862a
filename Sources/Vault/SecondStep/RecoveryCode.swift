import Crypto
import Foundation

/// What opens the desk once where the authenticator app is gone; shown once to its owner, kept as a hash.
package struct RecoveryCode: Sendable {
  /// Four groups of four letters and digits that are not mistaken for one another: 80 random bits.
  package let text: Secret<String>

  /// So many are made at a time.
  package static let count = 10
  private static let letters = 16

  /// - Parameter random: where the letters come from.
  package init(random: RandomBytes = .system) {
    // Five bits of each byte: 32 letters divide 256, so each is as likely as the others.
    let letters = random(Self.letters).map { Base32.alphabet[Int($0 & 31)] }
    let groups = stride(from: 0, to: letters.count, by: 4).map { letters[$0..<$0 + 4] }
    text = Secret(groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-"))
  }

  package static func some(random: RandomBytes = .system) -> [RecoveryCode] {
    (0..<count).map { _ in RecoveryCode(random: random) }
  }

  /// What is kept. With 80 random bits it needs neither salt nor cost.
  package var hash: [UInt8] { Self.hash(text.expose().utf8.filter { $0 != Self.hyphen }) }

  /// The hash of what somebody typed, in capitals or not, with its hyphens or not; nil for what is no such code.
  package static func hash(ofTyped typed: String) -> [UInt8]? {
    let letters = typed.lowercased().utf8.filter { $0 != hyphen && $0 != 0x20 }
    guard letters.count == Self.letters, letters.allSatisfy({ Base32.alphabet.contains($0) }) else { return nil }
    return hash(letters)
  }

  private static let hyphen = UInt8(ascii: "-")

  private static func hash(_ letters: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: letters)) }
}
