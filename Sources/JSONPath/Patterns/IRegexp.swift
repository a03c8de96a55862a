/// A pattern of RFC 9485, made for filters that strangers write: what it takes to match grows with the text and with the pattern,
/// and with nothing else.
///
/// It is run as an automaton that is in several states at once, so that nothing is ever tried a second time. `^` and `$` outside
/// of brackets mean the text's ends, as the suite of JSONPath's own working group wants it, although the RFC takes them for
/// letters.
package struct IRegexp: Sendable {
  let program: [Instruction]

  /// What one letter of a text costs at most: the number of states.
  package var width: Int { program.count }

  /// Nil where it is no such pattern, or a huge one: more than 2,000 states.
  package init?(_ pattern: String) {
    var parser = IRegexpParser(pattern)
    guard let tree = parser.whole() else { return nil }
    var writer = ProgramWriter()
    guard writer.write(tree) else { return nil }
    program = writer.program + [.accept]
  }

  /// Whether it describes all of the text.
  package func matches(_ text: String) -> Bool { run(over: text, isWhole: true) }

  /// Whether it describes some part of the text.
  package func isFound(in text: String) -> Bool { run(over: text, isWhole: false) }

  private func run(over text: String, isWhole: Bool) -> Bool {
    let letters = Array(text.unicodeScalars)
    var states = StateSet(count: program.count)
    var next = StateSet(count: program.count)
    for position in 0...letters.count {
      if position == 0 || !isWhole { enter(0, &states, position, letters.count) }
      if states.isAccepting, !isWhole || position == letters.count { return true }
      guard position < letters.count else { break }
      for state in states.members {
        if case .one(let set) = program[state], set.contains(letters[position]) {
          enter(state + 1, &next, position + 1, letters.count)
        }
      }
      swap(&states, &next)
      next.empty()
      if isWhole, states.members.isEmpty, !states.isAccepting { return false }
    }
    return false
  }

  /// Adds a state, and those that are reached from it without a letter.
  private func enter(_ state: Int, _ states: inout StateSet, _ position: Int, _ count: Int) {
    var open = [state]
    while let state = open.popLast() {
      guard states.visit(state) else { continue }
      switch program[state] {
      case .one: states.members.append(state)
      case .jump(let target): open.append(target)
      case .split(let first, let second): open += [second, first]
      case .atStart: if position == 0 { open.append(state + 1) }
      case .atEnd: if position == count { open.append(state + 1) }
      case .accept: states.isAccepting = true
      }
    }
  }
}

enum Instruction: Sendable {
  case one(ScalarSet)
  case jump(Int)
  case split(Int, Int)
  case atStart
  case atEnd
  case accept
}

/// The states that the automaton is in.
private struct StateSet {
  /// Those that wait for a letter.
  var members: [Int] = []
  var isAccepting = false
  private var visited: [Bool]
  private var touched: [Int] = []

  init(count: Int) { visited = Array(repeating: false, count: count) }

  mutating func visit(_ state: Int) -> Bool {
    guard !visited[state] else { return false }
    visited[state] = true
    touched.append(state)
    return true
  }

  mutating func empty() {
    for state in touched { visited[state] = false }
    touched.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
    isAccepting = false
  }
}
