/// What a ticket says, the same for its number each time: common words and rare ones, as people use them, and the name of a
/// device that about fifty tickets of the desk speak of, however many there are.
struct Prose {
  private var state: UInt64
  let subject: String
  let description: String
  private let rolls: [UInt64]

  static let ticketsOfDevice = 50

  init(of number: Int, among count: Int) {
    state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    let device = Self.device(number % max(1, count / Self.ticketsOfDevice))
    var words: [String] = []
    for _ in 0..<14 { words.append(Self.word(Self.next(&state))) }
    subject = words[..<4].joined(separator: " ")
    description = "\(device) " + words[4...].joined(separator: " ") + "."
    rolls = (0..<4).map { [state] place in Self.mixed(state &+ UInt64(place)) }
  }

  /// A name of which no other is the beginning.
  static func device(_ number: Int) -> String { "unit\(1_000_000 + number)" }

  func pick<Choice>(_ choices: [Choice]) -> Choice { choices[Int(rolls[choices.count % 3] % UInt64(choices.count))] }
  func roll(_ sides: Int) -> Int { Int(rolls[3] % UInt64(sides)) }

  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return mixed(state)
  }

  /// SplitMix64.
  private static func mixed(_ seed: UInt64) -> UInt64 {
    var mixed = (seed ^ (seed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// One of four thousand, the first of them often.
  private static func word(_ chance: UInt64) -> String {
    let share = Double(chance >> 11) / Double(1 << 53)
    var rank = Int(4_000 * share * share * share)
    var word = ""
    for _ in 0..<3 {
      word += syllables[rank % syllables.count]
      rank /= syllables.count
    }
    return word
  }

  private static let syllables = [
    "ba", "re", "ti", "no", "ku", "sel", "dor", "min", "gal", "pex", "vo", "lin", "tra", "shu", "fen", "wi",
  ]
}
