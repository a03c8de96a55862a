/// A pattern as a tree.
indirect enum PatternTree: Sendable {
  case one(ScalarSet)
  case atStart
  case atEnd
  case sequence([PatternTree])
  case choice([PatternTree])
  /// `most` is nil where there is no end.
  case repeated(PatternTree, least: Int, most: Int?)
}

/// Reads a pattern by the grammar of RFC 9485, section 4; nil where it is none.
struct IRegexpParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  private static let deepest = 32
  private static let longest = 4_096

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  mutating func whole() -> PatternTree? {
    guard scalars.count <= Self.longest, let tree = choice(), position == scalars.count else { return nil }
    return tree
  }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    position += 1
    return true
  }

  private mutating func choice() -> PatternTree? {
    var branches: [PatternTree] = []
    repeat {
      var pieces: [PatternTree] = []
      while let scalar = current, scalar != "|", scalar != ")" {
        guard let piece = piece() else { return nil }
        pieces.append(piece)
      }
      branches.append(.sequence(pieces))
    } while take("|")
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func piece() -> PatternTree? {
    guard let atom = atom() else { return nil }
    switch current {
    case "*": position += 1; return .repeated(atom, least: 0, most: nil)
    case "+": position += 1; return .repeated(atom, least: 1, most: nil)
    case "?": position += 1; return .repeated(atom, least: 0, most: 1)
    case "{": return counted(atom)
    case _: return atom
    }
  }

  private mutating func counted(_ atom: PatternTree) -> PatternTree? {
    position += 1
    guard let least = number() else { return nil }
    if take("}") { return .repeated(atom, least: least, most: least) }
    guard take(",") else { return nil }
    if take("}") { return .repeated(atom, least: least, most: nil) }
    guard let most = number(), most >= least, take("}") else { return nil }
    return .repeated(atom, least: least, most: most)
  }

  private mutating func number() -> Int? {
    var number: Int?
    while let scalar = current, ("0"..."9").contains(scalar) {
      let value = (number ?? 0) * 10 + Int(scalar.value - 0x30)
      guard value <= 1_000_000 else { return nil }
      number = value
      position += 1
    }
    return number
  }

  private mutating func atom() -> PatternTree? {
    guard let scalar = current else { return nil }
    position += 1
    switch scalar {
    case "(":
      guard depth < Self.deepest else { return nil }
      depth += 1
      guard let tree = choice(), take(")") else { return nil }
      depth -= 1
      return tree
    case "[": return bracketed().map(PatternTree.one)
    case "\\":
      if let set = category() { return .one(ScalarSet([set])) }
      return escape().map { .one(ScalarSet($0)) }
    case ".": return .one(.allButLineEnds)
    case "^": return .atStart
    case "$": return .atEnd
    case "*", "+", "?", "{", "}", "]", ")", "|": return nil
    case _: return .one(ScalarSet(scalar))
    }
  }

  /// Behind a backslash: `p{Lu}` or `P{Lu}`; nil, and nothing taken, where it is neither.
  private mutating func category() -> ScalarSet.Item? {
    guard let letter = current, letter == "p" || letter == "P", position + 1 < scalars.count,
      scalars[position + 1] == "{", let end = scalars[position...].prefix(6).firstIndex(of: "}")
    else { return nil }
    let name = String(String.UnicodeScalarView(scalars[(position + 2)..<end]))
    guard ScalarSet.categories.contains(name) else { return nil }
    position = end + 1
    return .category(name, isNegated: letter == "P")
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let letter = current else { return nil }
    position += 1
    switch letter {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "(", ")", "*", "+", "-", ".", "?", "[", "\\", "]", "^", "{", "|", "}": return letter
    // A dollar sign is no letter here, so that there must be a way to write one.
    case "$": return letter
    case _: return nil
    }
  }

  /// What stands between brackets; the opening one is taken.
  private mutating func bracketed() -> ScalarSet? {
    var set = ScalarSet([], isNegated: take("^"))
    if take("-") { set.items.append(.range("-"..."-")) }
    while let scalar = current, scalar != "]" {
      if scalar == "-" {
        // At the end it is a letter.
        position += 1
        guard current == "]" else { return nil }
        set.items.append(.range("-"..."-"))
      } else {
        guard let item = member() else { return nil }
        set.items.append(item)
      }
    }
    guard take("]"), !set.items.isEmpty else { return nil }
    return set
  }

  private mutating func member() -> ScalarSet.Item? {
    if current == "\\", position + 1 < scalars.count {
      position += 1
      if let category = category() { return category }
      position -= 1
    }
    guard let lower = memberScalar() else { return nil }
    guard current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
      return .range(lower...lower)
    }
    position += 1
    guard let upper = memberScalar(), lower <= upper else { return nil }
    return .range(lower...upper)
  }

  private mutating func memberScalar() -> Unicode.Scalar? {
    guard let scalar = current, scalar != "[", scalar != "]", scalar != "-" else { return nil }
    position += 1
    return scalar == "\\" ? escape() : scalar
  }
}
