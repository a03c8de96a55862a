/// Many phrases that are looked for in one pass over a text (Aho and Corasick, 1975): the time does not depend on how many there
/// are. In lower case; so must the text be.
struct Phrases: Sendable {
  /// What bytes of the phrases are called in the table; nought is every other byte.
  private let classes: [UInt8]
  private let width: Int
  /// By node and class, where to go on.
  private let next: [UInt16]
  /// The node of the longest phrase's beginning that a node ends with.
  private let fallback: [UInt16]
  /// How long the phrase is that ends at a node; nought where none does.
  private let lengths: [UInt16]
  /// How many bytes lead to a node.
  private let depths: [UInt16]

  init(_ phrases: some Sequence<String>) {
    let phrases = phrases.map { Array($0.utf8) }
    var classes = [UInt8](repeating: 0, count: 256)
    var used: UInt8 = 0
    for byte in phrases.joined() where classes[Int(byte)] == 0 {
      used += 1
      classes[Int(byte)] = used
    }
    let width = Int(used) + 1
    var next = [UInt16](repeating: 0, count: width)
    var lengths: [UInt16] = [0]
    var depths: [UInt16] = [0]
    for phrase in phrases {
      var node = 0
      for byte in phrase {
        let place = node * width + Int(classes[Int(byte)])
        if next[place] == 0 {
          next[place] = UInt16(lengths.count)
          next += [UInt16](repeating: 0, count: width)
          lengths.append(0)
          depths.append(depths[node] + 1)
        }
        node = Int(next[place])
      }
      lengths[node] = UInt16(phrase.count)
    }
    let trie = next
    var fallback = [UInt16](repeating: 0, count: lengths.count)
    var waiting = [0]
    var first = 0
    while first < waiting.count {
      let node = waiting[first]
      first += 1
      for letter in 1..<max(width, 1) {
        let child = Int(trie[node * width + letter])
        let otherwise = node == 0 ? 0 : next[Int(fallback[node]) * width + letter]
        if child == 0 {
          next[node * width + letter] = otherwise
        } else {
          fallback[child] = otherwise
          waiting.append(child)
        }
      }
    }
    self.classes = classes
    self.width = width
    self.next = next
    self.fallback = fallback
    self.lengths = lengths
    self.depths = depths
  }

  /// Whether one of them stands in a text; by itself, if words are wanted: no letter of ASCII stands before it.
  func isIn(_ text: some StringProtocol, asWords: Bool = false) -> Bool {
    var node = 0
    var seen: [UInt8] = []
    for byte in text.utf8 {
      if asWords { seen.append(byte) }
      node = Int(next[node * width + Int(classes[Int(byte)])])
      var match = node
      while match != 0 {
        let length = Int(lengths[match])
        if length > 0 {
          guard asWords else { return true }
          let start = seen.count - length
          let isWord = seen[start] >= 0x80 || start == 0 || !(0x61...0x7A).contains(seen[start - 1])
          if isWord { return true }
        }
        match = Int(fallback[match])
      }
    }
    return false
  }

  /// How many bytes the longest of them has that a text begins with; nil where it begins with none.
  func prefix(of text: some StringProtocol) -> Int? {
    var (node, depth, found) = (0, 0, 0)
    for byte in text.utf8 {
      node = Int(next[node * width + Int(classes[Int(byte)])])
      depth += 1
      // The table leads back to shorter beginnings; only what is as deep as the text is its own.
      guard Int(depths[node]) == depth else { break }
      if Int(lengths[node]) == depth { found = depth }
    }
    return found > 0 ? found : nil
  }

  func isPrefix(of text: some StringProtocol) -> Bool { prefix(of: text) != nil }

  /// Whether a text ends with one of them.
  func isSuffix(of text: some StringProtocol) -> Bool {
    var node = 0
    for byte in text.utf8 { node = Int(next[node * width + Int(classes[Int(byte)])]) }
    while node != 0 {
      if lengths[node] > 0 { return true }
      node = Int(fallback[node])
    }
    return false
  }
}
