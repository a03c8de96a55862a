/// All that was found wrong in a body, so that its author can mend it at one go: at the door, a 422.
package struct JSONProblems: Error, Sendable, Equatable {
  /// What is found beyond is not told: an answer must not grow with a body that is wrong throughout.
  package static let most = 32

  package private(set) var problems: [JSONProblem]

  package init(_ problems: [JSONProblem] = []) { self.problems = Array(problems.prefix(JSONProblems.most)) }

  package init(_ reason: JSONProblem.Reason, at pointer: JSONPointer = .whole) {
    problems = [JSONProblem(reason, at: pointer)]
  }

  package var isEmpty: Bool { problems.isEmpty }

  var isFull: Bool { problems.count >= JSONProblems.most }

  mutating func add(_ problem: @autoclosure () -> JSONProblem) {
    if !isFull { problems.append(problem()) }
  }

  mutating func add(_ others: JSONProblems, under pointer: @autoclosure () -> JSONPointer) {
    guard !isFull, !others.isEmpty else { return }
    let pointer = pointer()
    for problem in others.problems { add(problem.under(pointer)) }
  }
}
