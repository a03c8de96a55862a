/// How much one search may cost, whatever the path and the document are.
package struct QueryBounds: Sendable {
  /// Nodes looked at, values compared, and letters that a pattern is held against, together.
  package var steps: Int
  /// How many nodes any part of the path may find.
  package var nodes: Int

  package init(steps: Int = 1_000_000, nodes: Int = 100_000) {
    self.steps = steps
    self.nodes = nodes
  }
}

/// A search that cost more than it may.
package enum QueryOverrun: Error, Sendable, Equatable {
  case tooManySteps(limit: Int)
  case tooManyNodes(limit: Int)
  /// Values that are compared are nested too deep.
  case tooDeep(limit: Int)
}

extension QueryOverrun: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooManySteps(let limit): "the path takes more than \(limit) steps in this document"
    case .tooManyNodes(let limit): "the path finds more than \(limit) values in this document"
    case .tooDeep(let limit): "the path compares values that are nested deeper than \(limit) levels"
    }
  }
}
