/// Makes a program of a pattern's tree; what is to be repeated so many times is written so many times.
struct ProgramWriter {
  private(set) var program: [Instruction] = []
  /// Repeating what takes no room costs time all the same.
  private var efforts = 0

  private static let mostInstructions = 2_000
  private static let mostEfforts = 20_000

  /// - Returns: false where the program would be too large.
  mutating func write(_ tree: PatternTree) -> Bool {
    efforts += 1
    guard program.count < Self.mostInstructions, efforts < Self.mostEfforts else { return false }
    switch tree {
    case .one(let set): program.append(.one(set))
    case .atStart: program.append(.atStart)
    case .atEnd: program.append(.atEnd)
    case .sequence(let parts):
      for part in parts where !write(part) { return false }
    case .choice(let branches): return write(branches[...])
    case .repeated(let part, let least, let most): return write(part, least, most)
    }
    return true
  }

  private mutating func write(_ branches: ArraySlice<PatternTree>) -> Bool {
    var ends: [Int] = []
    for (index, branch) in branches.enumerated() {
      let isLast = index == branches.count - 1
      let split = program.count
      if !isLast { program.append(.split(split + 1, 0)) }
      guard write(branch) else { return false }
      guard !isLast else { continue }
      ends.append(program.count)
      program.append(.jump(0))
      program[split] = .split(split + 1, program.count)
    }
    for end in ends { program[end] = .jump(program.count) }
    return true
  }

  private mutating func write(_ part: PatternTree, _ least: Int, _ most: Int?) -> Bool {
    for _ in 0..<least where !write(part) { return false }
    guard let most else {
      let split = program.count
      program.append(.split(split + 1, 0))
      guard write(part) else { return false }
      program.append(.jump(split))
      program[split] = .split(split + 1, program.count)
      return true
    }
    var splits: [Int] = []
    for _ in least..<most {
      splits.append(program.count)
      program.append(.split(program.count + 1, 0))
      guard write(part) else { return false }
    }
    for split in splits { program[split] = .split(split + 1, program.count) }
    return true
  }
}
