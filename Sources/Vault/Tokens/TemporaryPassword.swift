/// A password that the hub chooses, for a person to read out or type once and then change.
package enum TemporaryPassword {
  /// Four groups of five letters and digits that are not mistaken for one another (`k3m9x-…`): 100 random bits.
  package static func make(random: RandomBytes = .system) -> Secret<String> {
    // Five bits of each byte: 32 letters divide 256, so each is as likely as the others.
    let letters = random(20).map { Base32.alphabet[Int($0 & 31)] }
    let groups = stride(from: 0, to: letters.count, by: 5).map { letters[$0..<$0 + 5] }
    return Secret(groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-"))
  }
}
