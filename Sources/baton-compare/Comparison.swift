import Vault

/// Compares two texts as the hub compares secrets, and says whether they are equal, for somebody who counts the instructions
/// (Tests/BlackBox/comparing.py). It is a program of its own so that nothing else runs beside what is counted.
@main
enum Comparison {
  static func main() {
    let texts = CommandLine.arguments.dropFirst().map { Array($0.utf8) }
    guard texts.count == 2 else { return print("usage: baton-compare TEXT TEXT") }
    print(weigh(texts[0], texts[1]))
  }

  /// What is counted: this and all that it calls. The counter finds it by its name, which no other function here has.
  @inline(never)
  private static func weigh(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    ConstantTime.equal(one, other)
  }
}
