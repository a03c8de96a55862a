import StrictJSON

/// A step of a path: what it selects of each node that the steps before have found.
struct Segment: Sendable {
  /// Whether it looks at all that is below the node, too.
  let isDescendant: Bool
  let selectors: [Selector]

  var isSingular: Bool {
    guard !isDescendant, selectors.count == 1, let selector = selectors.first else { return false }
    switch selector {
    case .name, .index: return true
    case .wildcard, .slice, .filter: return false
    }
  }
}

enum Selector: Sendable {
  case name(String)
  case wildcard
  case index(Int)
  case slice(Slice)
  case filter(Condition)
}

/// RFC 9535, section 2.3.4: nil is the end that the step begins or ends at.
struct Slice: Sendable {
  let start: Int?
  let end: Int?
  let step: Int

  /// The indices that it takes of an array of so many elements, in its order.
  func indices(count: Int) -> StrideTo<Int> {
    let from = { (index: Int) in index >= 0 ? index : count + index }
    if step > 0 {
      let lower = min(max(from(start ?? 0), 0), count)
      return stride(from: lower, to: max(lower, min(max(from(end ?? count), 0), count)), by: step)
    }
    guard step < 0 else { return stride(from: 0, to: 0, by: 1) }
    let upper = min(max(start.map(from) ?? count - 1, -1), count - 1)
    let lower = min(max(end.map(from) ?? -1, -1), count - 1)
    return stride(from: upper, to: min(upper, lower), by: step)
  }
}

/// What a filter asks of each child.
indirect enum Condition: Sendable {
  case any([Condition])
  case all([Condition])
  case not(Condition)
  case exists(Subquery)
  case compares(Operand, Comparator, Operand)
  /// Whether all of the first is what the second, a pattern, describes; or some part of it.
  case matches(Operand, Pattern, isWhole: Bool)
}

enum Comparator: String, Sendable, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case lessOrEqual = "<="
  case less = "<"
  case greaterOrEqual = ">="
  case greater = ">"
}

/// A path within a filter: from the document's root, or from the child that is looked at.
struct Subquery: Sendable {
  let isFromRoot: Bool
  let segments: [Segment]

  var isSingular: Bool { segments.allSatisfy(\.isSingular) }
}

/// What has one value, or none.
indirect enum Operand: Sendable {
  case literal(JSONValue)
  /// Singular.
  case query(Subquery)
  case length(Operand)
  case count(Subquery)
  case value(Subquery)
}

/// One that stands in the path is read with it; one that comes from the document is read when it is met.
enum Pattern: Sendable {
  /// Nil where it is no I-Regexp: nothing matches it (RFC 9535, section 2.4.6).
  case fixed(IRegexp?)
  case found(Operand)
}
